// Reads CSDL XML with a foreign reader and prints what it reads as CSDL JSON. Fails if the reader finds anything wrong.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(new URL("./.tools/", import.meta.url));
const csdl = require("odata-csdl");
const messages = [];
const json = csdl.xml2json(readFileSync(process.argv[2], "utf8"), { messages, strict: true });
if (messages.length > 0) {
  console.error(messages.slice(0, 20).map((it) => it.message ?? it).join("\n"));
  process.exit(1);
}
process.stdout.write(JSON.stringify(json));
