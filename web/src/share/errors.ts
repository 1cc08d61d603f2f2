/** What can be wrong with a link, or with an app that is to become one: `pyrt/share/errors.py`. */

export type Kind =
  | "not-a-link"
  | "version"
  | "damaged"
  | "too-large"
  | "passphrase-needed"
  | "passphrase-wrong"
  | "malformed"
  | "bad-path"
  | "no-app"
  | "bad-passphrase"
  | "unsupported";

/** The message says what, and what to do next; `kind` says which rule was broken. */
export class ShareError extends Error {
  override name = "ShareError";

  constructor(
    readonly kind: Kind,
    message: string,
  ) {
    super(message);
  }
}

export const tooLarge = (why: string): ShareError =>
  new ShareError(
    "too-large",
    `This is too much for a link: ${why}. Leave data out, load it from a URL, or publish a site.`,
  );

export const malformed = (why: string): ShareError =>
  new ShareError("malformed", `The link does not follow the format: ${why}. Ask for a new link.`);

export const damaged = (): ShareError =>
  new ShareError(
    "damaged",
    "The link is damaged: some of its characters are missing or changed. Copy it again, all of " +
      "it; some programs cut long links off, or add to them.",
  );

export const newer = (what: string): ShareError =>
  new ShareError(
    "version",
    `This page cannot read the link: ${what} that it does not know. It needs a newer pyrt.`,
  );

export const noApp = (): ShareError =>
  new ShareError(
    "no-app",
    "There is no app in the link: none of its files is the script to start.",
  );
