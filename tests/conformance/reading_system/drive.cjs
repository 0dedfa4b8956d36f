// CHROMIUM=path node drive.cjs MODULES URL...: opens each page in Chromium and prints what it saw, as JSON, a line each.
const [modules, ...pages] = process.argv.slice(2);
const puppeteer = require(require.resolve("puppeteer-core", { paths: [modules] }));

(async () => {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  for (const address of pages) {
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForFunction('document.title === "done"', { timeout: 60000 });
    console.log(JSON.stringify(await page.evaluate("window.seen")));
    await page.close();
  }
  await browser.close();
})().catch((error) => { console.error(error); process.exit(1); });
