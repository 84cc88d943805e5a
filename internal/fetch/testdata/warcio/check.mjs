// node check.mjs read FILE: what warcio reads in an archive, a JSON line each
// record. node check.mjs write FILE: an archive as warcio writes it.
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { WARCParser, WARCRecord, WARCSerializer } from "warcio";

const [mode, file] = process.argv.slice(2);
const sha256 = (b) => "sha256:" + createHash("sha256").update(b).digest("hex");

async function* records(parseHttp) {
  yield* new WARCParser(createReadStream(file), { parseHttp });
}

if (mode === "read") {
  const blocks = [];
  for await (const r of records(false)) blocks.push(sha256(await r.readFully(false)));
  let i = 0;
  for await (const r of records(true)) {
    const body = await r.readFully(true);
    const block = blocks[i++];
    if (r.warcBlockDigest !== block) throw new Error(`${r.warcType}: block digest ${r.warcBlockDigest}, is ${block}`);
    if (r.warcPayloadDigest && r.warcPayloadDigest !== sha256(body)) throw new Error(`${r.warcType}: payload digest ${r.warcPayloadDigest}, is ${sha256(body)}`);
    console.log(JSON.stringify({
      type: r.warcType,
      url: r.warcTargetURI ?? "",
      date: r.warcDate,
      status: r.httpHeaders && r.warcType !== "request" ? Number(r.httpHeaders.statusCode) : 0,
      contentType: r.httpHeaders?.headers.get("content-type") ?? "",
      original: r.httpHeaders?.headers.get("x-archive-orig-content-encoding") ?? "",
      body: r.warcType === "response" ? new TextDecoder().decode(body) : "",
    }));
  }
} else {
  const out = createWriteStream(file);
  const add = async (options, ...chunks) => {
    async function* content() { yield* chunks; }
    const record = WARCRecord.create({ date: "2024-05-01T00:00:00Z", warcVersion: "WARC/1.1", ...options }, content());
    out.write(await WARCSerializer.serialize(record, { gzip: true }));
  };
  const utf8 = (s) => new TextEncoder().encode(s);
  out.write(await WARCSerializer.serialize(WARCRecord.createWARCInfo({ filename: "w", warcVersion: "WARC/1.0" }, { software: "warcio" }), { gzip: true }));
  const type = { "Content-Type": "text/html; charset=utf-8" };
  await add({ url: "https://www.example.jp/plain", type: "response", httpHeaders: type }, utf8("お知らせ"));
  await add({ url: "https://www.example.jp/chunked", type: "response", httpHeaders: { ...type, "Transfer-Encoding": "chunked" } },
    utf8("c\r\nお知ら"), utf8("せ\r\n3;x=y\r\n。\r\n0\r\n\r\n"));
  await add({ url: "https://www.example.jp/gzip", type: "response", httpHeaders: { ...type, "Content-Encoding": "gzip" } }, gzipSync("お知らせ"));
  await add({ url: "https://www.example.jp/br", type: "response", httpHeaders: { ...type, "Content-Encoding": "br" } }, brotliCompressSync(utf8("お知らせ")));
  await add({ url: "https://www.example.jp/gone", type: "response", statusline: "HTTP/1.1 404 Not Found", httpHeaders: type }, utf8("ありません"));
  await add({ url: "https://www.example.jp/file.txt", type: "resource", warcHeaders: { "Content-Type": "text/plain" } }, utf8("資料"));
  await add({ url: "https://www.example.jp/plain", type: "revisit", refersToUrl: "https://www.example.jp/plain", refersToDate: "2024-04-01T00:00:00Z", httpHeaders: type });
  out.end();
}
