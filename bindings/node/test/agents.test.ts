import assert from "node:assert/strict";
import { test } from "node:test";

import { Office } from "secretariat";
import type { Json, LanguageModel, ModelReply, Toolbox } from "secretariat";

/** A model that has somebody paid and then says so. */
const clerk: LanguageModel = {
  name: () => "test/clerk",
  async complete({ messages }): Promise<ModelReply> {
    const told = messages.find((message) => message.type === "tool");
    await Promise.resolve();
    if (told) return { text: `Done: ${told.text}`, calls: [], finish: "stop", usage: null, model: "clerk-1" };
    const call = { id: "a", tool: "pay", arguments: '{"to": "Anna"}' };
    return { text: "", calls: [call], finish: "tool_calls", usage: null, model: "clerk-1" };
  },
};

test("a model and a tool in JavaScript work in a run that waits for a person", async () => {
  const paid: Json[] = [];
  const toolbox: Toolbox = {
    tools: () => [
      {
        name: "pay",
        description: "Pays somebody.",
        parameters: { type: "object", properties: { to: { type: "string" } }, required: ["to"] },
        effect: "once",
        approval: "always",
        timeoutMillis: 5_000,
      },
    ],
    call(call, given) {
      assert.equal(call.attempt, 1);
      paid.push(given);
      return { content: "paid", untrusted: false, evidence: [] };
    },
    reconcile: () => ({ type: "nobody_knows" }),
  };
  await using office = await Office.open({ languageModel: clerk, toolbox });
  const run = await office.agents.start({ name: "clerk", instructions: "Pay.", tools: ["pay"] }, "Pay Anna");
  for await (const entry of office.agents.follow(run.id)) {
    if (entry.event.type !== "approval_requested") continue;
    const [question] = await office.agents.questions(run.id);
    assert.ok(question);
    assert.deepEqual([question.tool, question.arguments, paid], ["pay", { to: "Anna" }, []]);
    await office.agents.approve(run.id, question.call);
  }
  const { run: ended, output } = await office.agents.wait(run.id);
  assert.deepEqual([ended.status, output, paid], ["finished", "Done: paid", [{ to: "Anna" }]]);
});
