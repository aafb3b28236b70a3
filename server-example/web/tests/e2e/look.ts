// Pictures for people to look at, when SECRETARIAT_LOOK names a folder: each page in both widths and both themes.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";

const folder = process.env.SECRETARIAT_LOOK;
/** How long the pictures of all pages may take, in milliseconds; nothing when none are taken. */
export const lookingTakes = folder === undefined ? null : 1_200_000;

export async function shoot(page: Page, address: string, theme: "light" | "dark"): Promise<void> {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const width = page.viewportSize()?.width ?? 0;
  const name = address.replaceAll(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "inbox";
  await page.screenshot({ path: join(folder, `${name}.${width}.${theme}.png`), fullPage: true });
}
