// The whole path through the page, with the real server and the sample office of examples/files.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { house } from "./house";
import { files, type Office, openOffice } from "./office";
import { lookingTakes, shoot } from "./look";
import { rooms, signingInElsewhere } from "./rooms";

test.describe.configure({ mode: "serial" });

const password = "a calm day in November";
const owner = "m.petersen@lindqvist-hartmann.example";
const approver = "j.hartmann@lindqvist-hartmann.example";

let office: Office;
let page: Page;
/** What the browser complained about: a refused script, a failed request that nobody handled. */
const complaints: string[] = [];

test.beforeAll(async ({ browser }) => {
  office = await openOffice();
  page = await newPage(browser);
});

test.afterAll(async () => {
  await office.close();
});

async function newPage(browser: Browser): Promise<Page> {
  const made = await (await browser.newContext()).newPage();
  made.on("pageerror", (error) => complaints.push(`${made.url()}: ${error.message}`));
  made.on("console", (message) => {
    // A refused answer, such as the sign-in's, is told by the browser too; the page shows it.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(`${made.url()}: ${message.text()}`);
  });
  return made;
}

async function signIn(to: Page, email: string): Promise<void> {
  await to.goto(`${office.url}/signin`);
  await to.getByLabel("Mail address").fill(email);
  await to.getByLabel("Password").fill(password);
  await to.getByRole("button", { name: "Sign in" }).click();
  await expect(to.getByRole("heading", { name: "Inbox", level: 1 })).toBeVisible();
}

const go = (name: string) => page.getByRole("navigation").getByRole("link", { name }).first().click();

test("the one-time link sets the office up", async () => {
  await page.goto(office.setUp);
  await page.getByLabel("Name of the office").fill("Lindqvist & Hartmann");
  await page.getByLabel("Your name").fill("Mirjam Petersen");
  await page.getByLabel("Mail address").fill(owner);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Password once more").fill(password);
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByText("Nothing here yet")).toBeVisible();
});

test("the link does not work twice, and the session outlives a reload", async () => {
  await page.reload();
  await expect(page.getByText("Nothing here yet")).toBeVisible();
  await page.goto(office.setUp);
  await expect(page).toHaveURL(/signin|\/$/);
  await page.goto(office.url);
  await expect(page.getByText("Nothing here yet")).toBeVisible();
});

test("files that are dropped are read and listed", async () => {
  const names = readdirSync(files);
  const contents = names.map((name) => ({
    name,
    base64: readFileSync(join(files, name)).toString("base64"),
  }));
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, base64 } of given)
      data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    return data;
  }, contents);
  await page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
  await expect(page.getByText("Drop to add them")).toBeVisible();
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  // The picture needs tesseract, which not every machine has; everything else must be read.
  await expect(page.getByRole("region", { name: "Files on their way" }).getByRole("status")).toContainText(
    /files are in|could not be taken/,
    { timeout: 60_000 },
  );
  const failed = await page
    .getByRole("region", { name: "Files on their way" })
    .getByText(/could not be read/i)
    .count();
  expect(failed).toBe(0);
  await expect(page.getByRole("link", { name: /invoice-INV-20418\.pdf/ }).first()).toBeVisible();
  await page.getByRole("button", { name: "Clear the list" }).click();
});

test("a fact of a PDF shows its place on the page", async () => {
  await page
    .getByRole("link", { name: /invoice-INV-20418\.pdf/ })
    .first()
    .click();
  const finding = page.getByRole("region", { name: "Check this" }).getByRole("button").first();
  await expect(finding).toBeVisible();
  await finding.click();
  await expect(finding).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator('[data-page] [data-active="true"]').first()).toBeInViewport();
});

test("the agenda lists what is due, and each line opens at its place", async () => {
  await go("Agenda");
  const line = page.getByRole("link", { name: /lease-Speicherhof-3\.pdf/ }).first();
  await line.click();
  await expect(page).toHaveURL(/documents\/doc_.*at=\d+-\d+/);
  await expect(page.locator('[data-page] [data-active="true"]').first()).toBeInViewport();
});

test("a place far down in a text is brought into view, on a telephone too", async () => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 500 });
    await page.goto(`${office.url}/agenda`);
    await page
      .getByRole("link", { name: /Draft the notice letter .*minutes-2026-11-18\.docx/ })
      .first()
      .click();
    await expect(page.locator('mark[data-active="true"]').first()).toBeInViewport();
  }
  await page.setViewportSize({ width: 1280, height: 860 });
});

test("a question is answered with citations that open at their place", async () => {
  await page.keyboard.press("/");
  await page.getByRole("searchbox").fill("When does the lease end?");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Where it says so")).toBeVisible();
  await page
    .getByRole("main")
    .getByRole("link", { name: /lease-Speicherhof-3\.pdf/ })
    .first()
    .click();
  await expect(page.locator('[data-page] [data-active="true"]').first()).toBeInViewport();
});

test("a reply is drafted, its gaps are filled, and it asks for approval", async () => {
  await go("Agenda");
  await page.getByRole("complementary").getByRole("link", { name: "Reply" }).first().click();
  await page.getByRole("button", { name: "Make the draft" }).click();
  await expect(page.getByRole("tab", { name: "Write" })).toBeVisible();
  const gaps = page.getByRole("tabpanel", { name: "Write" }).getByPlaceholder(/answer/);
  const count = await gaps.count();
  for (let at = 0; at < count; at += 1) await gaps.nth(at).fill("We will tell you by telephone.");
  if (count > 0) {
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("version 2", { exact: false }).first()).toBeVisible();
  }
  await page.getByRole("tab", { name: "As mail" }).click();
  await expect(page.getByRole("group", { name: "As mail" })).toBeVisible();
  await page.getByRole("tab", { name: "As PDF" }).click();
  await expect(page.locator("[data-page] canvas").first()).toBeVisible();
  await page.getByRole("button", { name: "Ask for approval" }).click();
  await expect(page).toHaveURL(/outbox\/dlv_/);
  await expect(page.getByText("Waits for approval").first()).toBeVisible();
});

test("somebody else is invited, sees each value beside its source, and approves", async ({ browser }) => {
  await go("Members");
  await page.getByRole("button", { name: "Add a member" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Jonas Hartmann");
  await page.getByLabel("Mail address").fill(approver);
  await page.getByLabel("Role").selectOption("approver");
  await page.getByRole("dialog").getByRole("button", { name: "Add a member" }).click();
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByLabel("Link to give to them").inputValue();
  await page.getByRole("button", { name: "Done" }).click();

  const other = await newPage(browser);
  await other.goto(link);
  await other.getByLabel("Password", { exact: true }).fill(password);
  await other.getByLabel("Password once more").fill(password);
  await other.getByRole("button", { name: "Begin" }).click();
  await other
    .getByRole("navigation")
    .getByRole("link", { name: /Approvals/ })
    .first()
    .click();
  await expect(other.getByText("Each value and its source")).toBeVisible();
  await expect(other.getByRole("button", { name: "Add files" })).toHaveCount(0);
  await other.getByRole("button", { name: "Approve" }).click();
  await expect(other.getByText("Nothing waits for you")).toBeVisible();
});

test("what was approved leaves, and the outbox says so by itself", async () => {
  await go("Outbox");
  await expect(page.getByRole("main").getByRole("listitem").getByText("Sent", { exact: true })).toBeVisible({
    timeout: 30_000,
  });
  expect(readdirSync(office.outgoing).filter((name) => name.endsWith(".eml")).length).toBe(1);
});

test("a run is watched to its end", async () => {
  await go("Runs");
  await page.getByRole("button", { name: "Start a run" }).first().click();
  await page.getByRole("button", { name: /Report of the week/ }).click();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect(page).toHaveURL(/runs\/run_/);
  await expect(page.getByRole("heading", { name: "Outcome" })).toBeVisible({ timeout: 45_000 });
  expect(await page.getByRole("region", { name: "Steps" }).getByRole("listitem").count()).toBeGreaterThan(2);
});

rooms(() => ({ page, url: office.url }));

house(() => ({
  page,
  url: office.url,
  receiver: office.receiver,
  approver: async () => {
    const browser = page.context().browser();
    if (!browser) throw new Error("the page belongs to no browser");
    const other = await newPage(browser);
    await signIn(other, approver);
    return other;
  },
}));

test("two windows of one browser renew the session without ending it", async () => {
  const other = await page.context().newPage();
  await Promise.all([page.goto(office.url), other.goto(office.url)]);
  await Promise.all([page.reload(), other.reload()]);
  for (const one of [page, other])
    await expect(one.getByRole("heading", { name: "Inbox", level: 1 })).toBeVisible();
  await other.close();
});

test("the audit holds what was done and is whole", async () => {
  await go("Audit");
  await expect(page.getByRole("cell", { name: /Tried a webhook/ }).first()).toBeVisible();
  // The newest stand first; what was done in the beginning is further down.
  await expect(async () => {
    const more = page.getByRole("button", { name: "Show more" });
    if (await more.isVisible()) await more.click();
    await expect(page.getByRole("cell", { name: /Added a member/ }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByText(/Whole: \d+/)).toBeVisible();
});

test("the keyboard goes everywhere", async () => {
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page.getByRole("heading", { name: "Contacts", level: 1 })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("Lease");
  await expect(page.getByRole("option", { name: /Lease/ }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // The page hears single letters again a moment after a dialog has gone.
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press("Escape");
});

const addresses = [
  "/",
  "/agenda",
  "/ask",
  "/ask?q=When+does+the+lease+end%3F",
  "/drafts",
  "/drafts/new",
  "/approvals",
  "/outbox",
  "/runs",
  "/templates",
  "/templates/new",
  "/templates/reply?language=de",
  "/templates/order-shipped?language=en",
  "/follow-ups",
  "/schedules",
  "/schedules/new",
  "/memory",
  "/contacts",
  "/members",
  "/audit",
  "/privacy",
  "/privacy?tab=erasures",
  "/privacy?tab=holds",
  "/privacy?tab=retention",
  "/privacy?tab=ledger",
  "/webhooks",
  "/settings",
];

test("no page has a serious fault of accessibility, and none scrolls sideways on a telephone", async () => {
  test.slow();
  if (lookingTakes !== null) test.setTimeout(lookingTakes);
  // A page apart: axe puts styles into it, which the policy refuses and the browser complains about.
  const looked = await page.context().newPage();
  const found: string[] = [];
  // No colour is caught between two themes.
  await looked.emulateMedia({ reducedMotion: "reduce" });
  for (const address of [...addresses, ...(await deepAddresses())]) {
    await looked.setViewportSize({ width: 1280, height: 860 });
    await looked.emulateMedia({ colorScheme: "light" });
    await looked.goto(`${office.url}${address}`);
    await expect(looked.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await expect(looked.getByText("Loading", { exact: true })).toHaveCount(0);
    const light = await new AxeBuilder({ page: looked }).setLegacyMode().analyze();
    await shoot(looked, address, "light");
    // The dark theme changes colours alone.
    await looked.emulateMedia({ colorScheme: "dark" });
    const dark = await new AxeBuilder({ page: looked })
      .setLegacyMode()
      .withRules(["color-contrast"])
      .analyze();
    await shoot(looked, address, "dark");
    for (const [theme, { violations }] of [
      ["light", light],
      ["dark", dark],
    ] as const) {
      for (const one of violations)
        if (one.impact === "serious" || one.impact === "critical")
          found.push(
            `${address} ${theme}: ${one.id} at ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`,
          );
    }
    await looked.setViewportSize({ width: 390, height: 844 });
    await expect
      .poll(() => looked.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), address)
      .toBeLessThanOrEqual(0);
    await shoot(looked, address, "dark");
    await looked.emulateMedia({ colorScheme: "light" });
    await shoot(looked, address, "light");
  }
  await looked.close();
  expect(found).toEqual([]);
});

/** Pages of single things, from the lists that lead to them. */
async function deepAddresses(): Promise<string[]> {
  const found: string[] = [];
  for (const [list, start] of [
    ["/", "/documents/"],
    ["/drafts", "/drafts/dft"],
    ["/outbox", "/outbox/"],
    ["/runs", "/runs/"],
    ["/schedules", "/schedules/sch"],
    ["/webhooks", "/webhooks/"],
    ["/privacy?tab=erasures", "/privacy/erasures/"],
  ] as const) {
    await page.goto(`${office.url}${list}`);
    const link = page.getByRole("main").locator(`a[href^="${start}"]`).first();
    await expect(link).toBeVisible();
    found.push((await link.getAttribute("href")) ?? "");
  }
  return found;
}

test("the page speaks German", async () => {
  await page.goto(`${office.url}/settings`);
  await page.getByLabel("Language").selectOption("de");
  await expect(page.getByRole("heading", { name: "Einstellungen", level: 1 })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  // What the core says is German too: a sum that is wrong, and what a deadline is for.
  await page.goto(`${office.url}/agenda`);
  await expect(page.getByText(/Die Zahlen ergeben/).first()).toBeVisible();
  await expect(page.getByText(/Zahlung fällig/).first()).toBeVisible();
  await page.goto(`${office.url}/settings`);
  await page.getByLabel("Sprache").selectOption("en");
});

test("a webhook is removed", async () => {
  await page.goto(`${office.url}/webhooks`);
  await page.getByRole("link", { name: /Bookkeeping/ }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("No program is told anything")).toBeVisible();
});

signingInElsewhere(() => ({ url: office.url }));

test("whoever signs out is out, and a wrong password says what to do", async () => {
  await page.goto(`${office.url}/settings`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByLabel("Mail address").fill(owner);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("Look at address and password");
  await signIn(page, owner);
});

test("the browser had nothing to complain about", () => {
  expect(complaints).toEqual([]);
});
