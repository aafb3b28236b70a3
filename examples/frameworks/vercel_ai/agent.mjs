// The office as tools of the Vercel AI SDK. The model follows a script, so that this runs offline.
//
// $ npm install secretariat ai zod
// $ node agent.mjs

import { Office } from 'secretariat';
import { generateText, stepCountIs, tool } from 'ai';
import { MockLanguageModelV3 } from 'ai/test';
import { z } from 'zod';

const office = await Office.open();
await office.documents.add({ text: 'The hall needs twelve chairs by Friday.', name: 'note.txt' });

const askDocuments = tool({
  description: 'Answers from the documents of the office, with the words that say so.',
  inputSchema: z.object({ question: z.string() }),
  execute: async ({ question }) => office.documents.ask(question),
});

const usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
};
const call = { type: 'tool-call', toolCallId: '1', toolName: 'askDocuments', input: '{"question":"How many chairs?"}' };
const turns = [
  { content: [call], finishReason: { unified: 'tool-calls', raw: undefined } },
  {
    content: [{ type: 'text', text: 'Twelve chairs, by Friday.' }],
    finishReason: { unified: 'stop', raw: undefined },
  },
];
// Put a model of a provider in its place.
const model = new MockLanguageModelV3({ doGenerate: async () => ({ ...turns.shift(), usage, warnings: [] }) });

const { text, steps } = await generateText({
  model,
  tools: { askDocuments },
  stopWhen: stepCountIs(3),
  prompt: 'How many chairs does the hall need?',
});
for (const result of steps.flatMap((step) => step.toolResults)) {
  console.log(`${result.toolName}: ${result.output.text}`);
}
console.log(text);
await office.close();
