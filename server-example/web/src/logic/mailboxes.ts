/** Reads what a person types into a field of recipients: `Ada Lund <ada@example.org>, bo@example.org`. */
export function readMailboxes(text: string): { name?: string; address: string }[] {
  const parts: string[] = [];
  let part = "";
  let isQuoted = false;
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    if (!isQuoted && /[,;\n]/.test(letter)) {
      parts.push(part);
      part = "";
    } else part += letter;
  }
  return [...parts, part]
    .map((one) => one.trim())
    .filter(Boolean)
    .map(readMailbox);
}

function readMailbox(text: string): { name?: string; address: string } {
  const found = /^(.*)<([^<>]*)>$/.exec(text);
  // A name alone is somebody whose address is not known: a letter can still go there.
  if (!found) return text.includes("@") ? { address: text } : { name: text, address: "" };
  const name = (found[1] ?? "").trim().replace(/^"(.*)"$/, "$1");
  const address = (found[2] ?? "").trim();
  return name ? { name, address } : { address };
}

/** Prints a recipient as it is typed. */
export function printMailbox(mailbox: { name?: string | null; address?: string }): string {
  const { name, address = "" } = mailbox;
  if (!name || !address) return name || address;
  return `${/[,;"<>]/.test(name) ? `"${name.replaceAll('"', "")}"` : name} <${address}>`;
}
