import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "playwright";
import { z } from "zod";
import { SignInPage } from "../e2e/pages/sign-in-page";
import { StartRecordingPage } from "../e2e/pages/start-recording-page";
import { requireChromium } from "../scripts/testing/chromium";

export type SignedIn = {
  page: Page;
  /** Starts a recording as an operator would and gives the path of its page. */
  startRecording(channelName: string): Promise<string>;
  close(): Promise<void>;
};

/** A browser signed in to an installation as its first admin. */
export async function signInToBrowser(url: string, dataDir: string): Promise<SignedIn> {
  const { adminEmail } = z
    .object({ adminEmail: z.string() })
    .parse(JSON.parse(readFileSync(join(dataDir, "console.json"), "utf8")));
  const password = readFileSync(join(dataDir, "first-admin.txt"), "utf8").trim();
  const browser = await chromium.launch({
    executablePath: await requireChromium(console.log),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  const page = await browser.newPage({ baseURL: url });
  const form = new SignInPage(page);
  await form.open();
  await form.signIn({ email: adminEmail, password });
  await page.waitForURL("/");
  return {
    page,
    async startRecording(channelName) {
      await new StartRecordingPage(page).start(channelName);
      return new URL(page.url()).pathname;
    },
    close: () => browser.close(),
  };
}
