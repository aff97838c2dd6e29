import { describe, expect, test } from "vitest";
import type { AgentsConfig, Provider } from "troupe";
import { streamingStory } from "../../support/callers.js";
import { collect } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";

const json = '{"title":"A","content":"```js\\nB"}';
const story = { title: "A", content: "```js\nB" };

/** What comes of a text, cut into pieces of a length, from a server that enforces a schema or not. */
async function tell(
  text: string,
  length: number,
  enforced = false,
  config?: Partial<AgentsConfig>,
) {
  const push = createPushProvider();
  const provider: Provider = { ...push, enforcesSchemas: () => enforced };
  const execution = streamingStory(provider, { retry: false }, config)({ topic: "AI" });
  const partials = collect(execution.partials());
  const output = execution.output.catch((error: unknown) => error);
  const answer = await push.request();
  for (let at = 0; at < text.length; at += length) answer.text(text.slice(at, at + length));
  answer.finish();
  expect(await execution.text.catch(() => undefined)).toBe(text);
  return { output: await output, partials: (await partials).values };
}

describe("an answer that no server held to the schema", () => {
  test.each([
    ["plain", json],
    ["in a code block", `\`\`\`json\n${json}\n\`\`\``],
    ["in a code block of no language", `\`\`\`\n${json}\n\`\`\`\n`],
    ["in a code block in one line", `\`\`\`json ${json}\`\`\``],
    ["in a code block with line ends of Windows", `\`\`\`JSON\r\n${json}\r\n\`\`\`\r\n`],
    ["in a code block of tildes", `~~~json\n${json}\n~~~`],
    ["in a code block that is not closed", `\`\`\`json\n${json}`],
    ["in a code block with prose around", `Here it is:\n\n\`\`\`JSON\n${json}\n\`\`\`\n\nEnjoy!`],
    ["after a thought", `<think>\nA {"title":1} maybe.\n</think>\n\n${json}`],
    [
      "in a code block after a thought",
      `<think>\`\`\`json\n{}\n\`\`\`</think>\n\`\`\`json\n${json}\n\`\`\``,
    ],
  ])("is read %s, as a whole and while it grows", async (_, text) => {
    for (const length of [1, 7, text.length]) {
      const { output, partials } = await tell(text, length);
      expect({ length, output, last: partials.at(-1) }).toEqual({
        length,
        output: story,
        last: story,
      });
      if (length === 1) expect(partials.length).toBeGreaterThan(5);
    }
  });

  test("is read after a thought whose beginning the server left out", async () => {
    expect((await tell(`Hm, yes.\n</think>\n${json}`, 5)).output).toEqual(story);
  });

  test.each([
    ["two blocks", `\`\`\`json\n${json}\n\`\`\`\n\`\`\`json\n${json}\n\`\`\``],
    ["prose without a block", `Here: ${json}`],
    ["a block that is cut short", '```json\n{"title":"A"'],
  ])("is invalid_output where it is not clear what is meant: %s", async (_, text) => {
    expect((await tell(text, 9)).output).toMatchObject({ code: "invalid_output" });
  });

  test("is read of a model that is known to have no structured output", async () => {
    const config = { models: { "test/model-1": { structuredOutput: false } } };
    const { output } = await tell(`\`\`\`json\n${json}\n\`\`\``, 9, true, config);
    expect(output).toEqual(story);
  });

  test("costs time linear in the text", async () => {
    const text = `${"``` ".repeat(100_000)}${"```\n".repeat(100_000)}${"<think>".repeat(50_000)}`;
    expect((await tell(text, 4_096)).output).toMatchObject({ code: "invalid_output" });
  });
});

test("where a schema is enforced, an answer in a code block is no output", async () => {
  const { output } = await tell(`\`\`\`json\n${json}\n\`\`\``, 9, true);
  expect(output).toMatchObject({ code: "invalid_output" });
});
