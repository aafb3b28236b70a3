// Privacy and webhooks, as a part of the path: on its office, after somebody else was invited.
import { readFileSync } from "node:fs";
import { type Download, expect, type Page, test } from "@playwright/test";
import type { Receiver } from "./office";

const alone = `From: Quilla Zebrowski <quilla@zebrowski.example>
To: office@lindqvist-hartmann.example
Date: Mon, 23 Nov 2026 09:00:00 +0100
Message-ID: <alone@zebrowski.example>
Subject: My lamp

Please repair my lamp.

Quilla Zebrowski
`;
const both = alone
  .replace("To: office@lindqvist-hartmann.example", "To: Otto Ander <otto@ander.example>")
  .replaceAll("alone@", "both@")
  .replace("My lamp", "Our lamps");

interface Given {
  page: Page;
  url: string;
  receiver: Receiver;
  /** Signs a second person in, who may approve. */
  approver: () => Promise<Page>;
}

export function house(given: () => Given): void {
  test("a program is told what happens, and its webhook is tried, changed and switched off", async () => {
    const { page, url, receiver } = given();
    await page.goto(`${url}/webhooks`);
    await expect(page.getByText("No program is told anything")).toBeVisible();
    await page.getByRole("button", { name: "Add a webhook" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Address").fill("https://127.0.0.1/hook");
    await dialog.getByRole("button", { name: "Add a webhook" }).click();
    await expect(dialog.getByRole("alert")).toContainText("inside the own network");
    await dialog.getByLabel("Address").fill(receiver.url);
    await dialog.getByLabel("Name").fill("Ledger");
    await dialog.getByLabel("What is told").selectOption("some");
    await expect(dialog.getByRole("button", { name: "Add a webhook" })).toBeDisabled();
    await dialog.getByRole("button", { name: "Document came in" }).click();
    await dialog.getByRole("button", { name: "Add a webhook" }).click();
    await expect(dialog.getByLabel("Secret")).toHaveValue(/^whsec_/);
    await dialog.getByRole("button", { name: "Done" }).click();
    await page.getByRole("link", { name: /Ledger/ }).click();
    await expect(page.getByRole("heading", { name: "Ledger", level: 1 })).toBeVisible();
    await expect(page.getByText("Nothing so far. Try it")).toBeVisible();

    const told = page.getByRole("region", { name: "What it was told" }).getByRole("listitem");
    receiver.answer(500);
    await page.getByRole("button", { name: "Try it" }).click();
    await expect(told.getByText("Given up", { exact: true })).toBeVisible();
    await expect(told.getByText("the receiver answered 500").first()).toBeVisible();
    receiver.answer(204);
    await told.getByRole("button", { name: "Tell again" }).click();
    await expect(told.getByText("Taken", { exact: true })).toBeVisible();
    const { headers, body } = receiver.heard.at(-1) ?? { headers: {}, body: "" };
    expect(headers["webhook-signature"]).toMatch(/^v1,/);
    expect(JSON.parse(body)).toMatchObject({ type: "webhook.test" });

    await page.getByRole("button", { name: "New secret" }).click();
    await dialog.getByRole("button", { name: "New secret" }).click();
    await expect(dialog.getByLabel("Secret")).toHaveValue(/^whsec_/);
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(page.getByText(/The old one counts too until/)).toBeVisible();
    await page.getByRole("button", { name: "Switch off" }).click();
    await expect(page.getByText("Off", { exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Try it" })).toHaveCount(0);
    await page.getByRole("button", { name: "Switch on" }).click();
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await dialog.getByLabel("Name").fill("Bookkeeping");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("heading", { name: "Bookkeeping", level: 1 })).toBeVisible();
  });

  test("everything about a person is found and handed out, and a hold keeps it", async () => {
    const { page, url } = given();
    await page.goto(url);
    await page.locator('input[type="file"]').setInputFiles(
      [alone, both].map((text, at) => ({
        name: at === 0 ? "alone.eml" : "both.eml",
        mimeType: "message/rfc822",
        buffer: Buffer.from(text.replaceAll("\n", "\r\n")),
      })),
    );
    await expect(page.getByText("2 files are in")).toBeVisible({ timeout: 30_000 });
    await page.getByRole("button", { name: "Clear the list" }).click();

    await page.goto(`${url}/privacy?tab=holds`);
    await page.getByRole("button", { name: "Place a hold" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("button", { name: "Place a hold" })).toBeDisabled();
    await dialog.getByLabel("Name", { exact: true }).fill("Case 7");
    await dialog.getByRole("combobox", { name: "Documents" }).fill("alone");
    await dialog.getByRole("option", { name: /alone\.eml/ }).click();
    await dialog.getByRole("button", { name: "Place a hold" }).click();
    await expect(page.getByText("Case 7")).toBeVisible();

    await page.getByRole("tab", { name: "Person" }).click();
    await page.getByLabel("Names as they are written").fill("Quilla Zebrowski");
    await page.getByRole("button", { name: "Find everything" }).click();
    const stays = page.getByRole("region", { name: "Would stay" });
    await expect(stays).toContainText("A legal hold keeps it.");
    const archive = await saved(page, "Export as ZIP");
    expect(
      readFileSync(await archive.path())
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");

    await page.getByRole("tab", { name: "Legal holds" }).click();
    await page.getByRole("button", { name: "Lift" }).click();
    await dialog.getByRole("button", { name: "Lift" }).click();
    await expect(page.getByText("Nothing is on hold")).toBeVisible();
  });

  test("a person is erased after somebody else approved exactly that, and a proof stays", async () => {
    const { page, url, approver } = given();
    await page.goto(`${url}/privacy`);
    await page.getByLabel("Names as they are written").fill("Quilla Zebrowski");
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: "Find everything" }).press("Enter");
    const choice = page.getByRole("region", { name: "To decide" }).getByRole("listitem");
    await expect(choice).toContainText("Also names Otto Ander");
    await expect(page.getByRole("button", { name: "Ask for the erasure" })).toBeDisabled();
    await choice.getByRole("button", { name: "Erase" }).click();
    await page.getByRole("button", { name: "Look again" }).click();
    await page.getByRole("button", { name: "Ask for the erasure" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("2documents");
    await dialog.getByRole("button", { name: "Ask for the erasure" }).click();
    await expect(page).toHaveURL(/privacy\/erasures\/ers_/);
    await expect(page.getByText("Waits for approval")).toBeVisible();
    await page.getByRole("link", { name: "To the approval" }).click();
    await expect(page.getByText("somebody else has to decide")).toBeVisible();
    await page.goBack();

    const other = await approver();
    await other.goto(`${url}/approvals`);
    await expect(other.getByRole("heading", { name: /Erase \d+ things for good/ })).toBeVisible();
    await other.getByRole("button", { name: "Approve" }).click();
    await expect(other.getByText("Nothing waits for you")).toBeVisible();
    await other.goto(`${url}/privacy`);
    await expect(other.getByText("This is for owners")).toBeVisible();
    await other.close();

    await expect(page.getByRole("heading", { name: "Proof" })).toBeVisible({ timeout: 30_000 });
    await page.getByRole("button", { name: "Check the proof" }).click();
    await expect(page.getByText("The proof is sound")).toBeVisible();
    await page.getByRole("link", { name: "All erasures" }).click();
    await expect(page.getByRole("link", { name: /Somebody asked for it/ })).toContainText("Done");
    await page.getByRole("tab", { name: "Ledger" }).click();
    await expect(page.getByRole("link", { name: "To the erasure" }).first()).toBeVisible();
    const ledger = await saved(page, "Download the ledger");
    const lines = readFileSync(await ledger.path(), "utf8")
      .trim()
      .split("\n");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ items: expect.arrayContaining([]) });
    expect(lines.join("")).not.toContain("Quilla");
    await page.locator('input[type="file"]').setInputFiles(await ledger.path());
    await expect(page.getByText("Nothing of it is there.")).toBeVisible();
    await page.getByRole("tab", { name: "Person" }).click();
    await page.getByLabel("Names as they are written").fill("Quilla Zebrowski");
    await page.getByRole("button", { name: "Find everything" }).click();
    await expect(page.getByText("Nothing here names this person")).toBeVisible();
  });

  test("retention periods are tried before they are set", async () => {
    const { page, url } = given();
    await page.goto(`${url}/privacy?tab=retention`);
    await expect(page.getByText("everything is kept for good")).toBeVisible();
    await page.getByRole("button", { name: "Add a period" }).click();
    await page.getByLabel("Of the kind").selectOption("invoice");
    await expect(page.getByText("10 years")).toBeVisible();
    await page.getByRole("button", { name: "What would go?" }).click();
    await expect(page.getByText("Nothing is so old")).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(/Set by Mirjam Petersen/)).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Of the kind")).toHaveValue("invoice");
  });

  test("a calendar program reads the agenda by an address, until it is revoked", async () => {
    const { page, url } = given();
    await page.goto(`${url}/settings`);
    await page.getByRole("button", { name: "Make an address" }).click();
    const address = await page.getByLabel("Address of your agenda").inputValue();
    expect(await (await fetch(address)).text()).toContain("BEGIN:VCALENDAR");
    await page.getByRole("button", { name: "Revoke it" }).click();
    await expect(page.getByLabel("Address of your agenda")).toHaveCount(0);
    expect((await fetch(address)).status).toBe(401);
  });
}

/** What a button lets the browser save. */
async function saved(page: Page, button: string): Promise<Download> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ]);
  return download;
}
