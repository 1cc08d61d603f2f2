/**
 * The format in TypeScript, for tests in Python (`tests/share`): a line of JSON in, a line out.
 *
 * A question is a link to read or an app to make one of; bytes travel as base64.
 */

import { createInterface } from "node:readline";

import lzString from "lz-string";

import { findSecrets, type Secrets } from "../play/editor/secrets";
import type { SharedApp } from "./body";
import { ShareError } from "./errors";
import { makeFragment, readLink } from "./link";

interface WireApp {
  files: Record<string, string>;
  entry: string;
  target: string;
  requirements: string[];
  state: SharedApp["state"];
}

type Question =
  | { ask: "read"; link: string; passphrase?: string }
  | { ask: "make"; app: WireApp; passphrase?: string }
  | { ask: "secrets"; known: Secrets; files: Record<string, string> }
  | { ask: "lz-string"; text: string };

async function answer(question: Question): Promise<object> {
  try {
    switch (question.ask) {
      case "read":
        return { app: toWire(await readLink(question.link, question.passphrase)) };
      case "make":
        return { link: await makeFragment(fromWire(question.app), question.passphrase) };
      case "secrets":
        return { found: findSecrets(fromBase64(question.files), question.known) };
      case "lz-string":
        return { link: lzString.compressToEncodedURIComponent(question.text) };
    }
  } catch (error) {
    if (error instanceof ShareError) return { error: error.kind };
    throw error;
  }
}

const toWire = ({ files, ...rest }: SharedApp): WireApp => ({
  ...rest,
  requirements: [...rest.requirements],
  files: Object.fromEntries(
    Array.from(files, ([path, data]) => [path, Buffer.from(data).toString("base64")]),
  ),
});

const fromWire = ({ files, ...rest }: WireApp): SharedApp => ({
  ...rest,
  files: fromBase64(files),
});

const fromBase64 = (files: Record<string, string>): Map<string, Uint8Array> =>
  new Map(
    Object.entries(files).map(([path, data]) => [
      path,
      Uint8Array.from(Buffer.from(data, "base64")),
    ]),
  );

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line) as Question)));
}
