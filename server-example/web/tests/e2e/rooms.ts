// Templates, follow-ups, schedules and memory, as a part of the path: on its office, after a message was sent.
import { expect, type Page, test } from "@playwright/test";

export function rooms(given: () => { page: Page; url: string }): void {
  test("a template is written, looked at and used", async () => {
    const { page, url } = given();
    await page.goto(`${url}/templates`);
    await expect(page.getByText("No templates of your own yet")).toBeVisible();
    await page.getByRole("link", { name: "New template" }).first().click();
    await page.getByLabel("Name", { exact: true }).fill("order-shipped");
    await page.getByLabel("Subject").fill("Order {{ order }}");
    await page.getByLabel("Text", { exact: true }).fill("");
    await page.getByRole("button", { name: "Greeting" }).click();
    await page.getByLabel("Text", { exact: true }).press("End");
    await page.keyboard.type("\n{{ paragraph() }}Your order {{ order }} is on its way.\n{{ signed() }}");
    // What the text prints and nobody declared is offered.
    await page.getByRole("button", { name: "Add them" }).click();
    await expect(page.getByLabel("Name of the variable")).toHaveValue("order");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("heading", { name: "order-shipped", level: 1 })).toBeVisible();

    const use = page.getByRole("region", { name: "Use it" });
    await use.getByLabel("To").fill("Ada Lund <ada@example.org>");
    await use.getByLabel("order").fill("A-7");
    await use.getByRole("button", { name: "Preview" }).click();
    await expect(use.getByRole("article")).toContainText("Your order A-7 is on its way.");
    await use.getByRole("tab", { name: "formal" }).click();
    await expect(use.getByRole("article")).toContainText("Order A-7");

    await page.getByLabel("Subject").fill("Your order {{ order }}");
    await expect(use.getByRole("button", { name: "Preview" })).toBeDisabled();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(use.getByRole("button", { name: "Preview" })).toBeEnabled();
    await use.getByRole("button", { name: "Make the draft" }).click();
    await expect(page).toHaveURL(/drafts\/dft_/);
    await expect(page.getByLabel("Subject")).toHaveValue("Your order A-7");
  });

  test("a template that is broken says where, and one of the office can be removed", async () => {
    const { page, url } = given();
    await page.goto(`${url}/templates/new?from=new_mail&language=de`);
    await page.getByLabel("Name", { exact: true }).fill("kaputt");
    await page.getByLabel("Text", { exact: true }).fill("{{ paragraph( }}");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("alert")).toContainText("template kaputt");
    await page.getByLabel("Text", { exact: true }).fill("{{ paragraph() }}Gut.");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("heading", { name: "kaputt", level: 1 })).toBeVisible();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(page.getByRole("heading", { name: "Your templates" })).toBeVisible();
    await expect(page.getByRole("link", { name: "kaputt" })).toHaveCount(0);
  });

  test("a message is asked about again, and a document reminds of its deadlines", async () => {
    const { page, url } = given();
    await page.goto(`${url}/outbox`);
    await page.getByRole("main").locator('a[href^="/outbox/"]').first().click();
    await page.getByRole("button", { name: "Ask again" }).click();
    await page.getByRole("button", { name: "In 14 days" }).click();
    await page.getByRole("button", { name: "Set it" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);

    await page.goto(`${url}/`);
    await page
      .getByRole("link", { name: /lease-Speicherhof-3\.pdf/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Remind of its deadlines" }).click();
    await page.getByLabel("Days before").fill("10");
    await page.getByRole("button", { name: "Set it" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);

    await page.goto(`${url}/follow-ups`);
    const list = page.getByRole("main").getByRole("listitem");
    await expect(list.filter({ hasText: "Reminds before" }).first()).toBeVisible();
    const asked = list.filter({ hasText: "Asks again unless somebody answers" });
    await asked.getByRole("button", { name: "Do not follow up" }).click();
    await expect(asked.getByText("Taken back")).toBeVisible();
  });

  test("a schedule fires for documents, and is paused", async () => {
    const { page, url } = given();
    await page.goto(`${url}/schedules`);
    await expect(page.getByText("Nothing starts by itself yet")).toBeVisible();
    await page.getByRole("link", { name: "New schedule" }).first().click();
    await page.getByLabel("Name", { exact: true }).fill("Minutes of each meeting");
    await expect(page.getByText("Monday to Friday at 08:30")).toBeVisible();
    await page.getByLabel("Rhythm or occasion").selectOption("document_added");
    await page.getByRole("button", { name: "Minutes", exact: true }).click();
    await expect(page.getByText("For each new document of these kinds: Minutes")).toBeVisible();
    await page.getByLabel("Playbook").selectOption("write_minutes");
    await page.getByRole("combobox", { name: "Transcript or notes" }).focus();
    await page.getByRole("option", { name: "The document that came in" }).click();
    await page.getByRole("button", { name: "Add the schedule" }).click();
    await expect(page.getByRole("heading", { name: "Minutes of each meeting", level: 1 })).toBeVisible();
    await page.getByRole("button", { name: "Pause" }).click();
    await expect(page.getByText("Paused", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByText("Active", { exact: true })).toBeVisible();
  });

  test("a fact is remembered with its place, found again and forgotten", async () => {
    const { page, url } = given();
    await page.goto(`${url}/memory`);
    await page.getByRole("button", { name: "Remember something" }).first().click();
    await page.getByLabel("What is to be remembered").fill("The lease has to be ended in writing.");
    await page.getByRole("button", { name: "Add a place" }).click();
    // By the keyboard alone.
    await page.getByRole("combobox", { name: "Document" }).fill("lease-Spei");
    await expect(page.getByRole("option", { name: /lease-Speicherhof-3\.pdf/ })).toBeVisible();
    await page.keyboard.press("Enter");
    await page.getByLabel("Its words").fill("words that stand nowhere");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
    await page.getByLabel("Its words").fill("Either party may end the Lease");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("The lease has to be ended in writing.")).toBeVisible();
    await page.getByLabel("Find by words").fill("ended in writing");
    await page.getByRole("link", { name: /Either party may end the Lease/ }).click();
    await expect(page.locator('[data-page] [data-active="true"]').first()).toBeInViewport();
    await page.goto(`${url}/memory`);
    await page.getByRole("button", { name: "Forget" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Forget" }).click();
    await expect(page.getByText("Nothing is remembered yet")).toBeVisible();
  });

  test("an answer is remembered with the places it rests on", async () => {
    const { page, url } = given();
    await page.goto(`${url}/ask?q=When+does+the+lease+end%3F`);
    await page.getByRole("button", { name: "Remember this" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.goto(`${url}/memory`);
    await expect(page.getByRole("link", { name: /It ends on 31 March 2027/ }).first()).toBeVisible();
  });

  test("a playbook is started with a document that is chosen by its name", async () => {
    const { page, url } = given();
    await page.goto(`${url}/runs`);
    await page.getByRole("button", { name: "Start a run" }).first().click();
    await page.getByRole("button", { name: /Write minutes/ }).click();
    await page.getByRole("combobox", { name: "Transcript or notes" }).fill("minutes-2026");
    await page.getByRole("option", { name: /minutes-2026-11-18\.docx/ }).click();
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await expect(page).toHaveURL(/runs\/run_/);
    await expect(page.getByRole("heading", { name: "Outcome" })).toBeVisible({ timeout: 45_000 });
  });
}

/** The buttons of providers, told by the page's own contract with the server: no provider is needed for that. */
export function signingInElsewhere(given: () => { url: string }): void {
  test("the sign-in offers the providers of the office, and says why one refused", async ({ browser }) => {
    const page = await (await browser.newContext()).newPage();
    await page.route("**/v1/sessions/oidc", (route) =>
      route.fulfill({ json: { items: [{ name: "work id", title: "Work ID" }], next_cursor: null } }),
    );
    await page.goto(`${given().url}/signin?error=refused`);
    await expect(page.getByRole("alert")).toContainText("Ask an owner of the office");
    await expect(page.getByRole("link", { name: "Sign in with Work ID" })).toHaveAttribute(
      "href",
      "/v1/sessions/oidc/work%20id",
    );
    await page.goto(`${given().url}/signin?error=something-new`);
    await expect(page.getByRole("alert")).toContainText("That did not work");
    await page.close();
  });
}
