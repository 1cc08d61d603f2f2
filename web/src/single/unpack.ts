/** A file that stands in the page: base64, and compressed where that makes it smaller. */

export async function unpack({ textContent, dataset }: HTMLScriptElement) {
  const answer = await fetch(`data:application/octet-stream;base64,${textContent?.trim() ?? ""}`);
  const bytes = await answer.arrayBuffer();
  if (dataset["coded"] !== "gzip") return new Uint8Array(bytes);
  // Not by way of a Blob: WebKit cannot read one everywhere.
  const packed = new Response(bytes).body as ReadableStream<BufferSource>;
  const unpacked = packed.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}
