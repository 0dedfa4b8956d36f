// Mozilla Readability on every page named on standard input (one path a line); one line of JSON each.
const fs = require("fs");
const zlib = require("zlib");
const { createRequire } = require("module");
const need = createRequire(process.argv[2] + "/");
const { Readability } = need("@mozilla/readability");
const { JSDOM, VirtualConsole } = need("jsdom");

for (const path of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  let data = fs.readFileSync(path);
  if (path.endsWith(".gz")) data = zlib.gunzipSync(data);
  let found = null;
  try {
    const dom = new JSDOM(data, { url: "https://example.org/page", virtualConsole: new VirtualConsole() });
    found = new Readability(dom.window.document).parse();
    dom.window.close();
  } catch (error) {
    process.stderr.write(`${path}: ${error}\n`);
  }
  console.log(JSON.stringify({ path, title: found?.title, byline: found?.byline, date: found?.publishedTime, html: found?.content ?? "" }));
}
