import { complete, stream, type Execution, type StreamingExecution } from "troupe";
import { z } from "zod";
import * as mini from "zod/mini";
import { z as z3 } from "zod3";

const Story = z.object({
  title: z.string(),
  tone: z.enum(["warm", "dry"]),
  tags: z.array(z.object({ name: z.string() })),
  pair: z.tuple([z.string(), z.number()]),
  year: z.number().optional(),
  at: z.string().transform((text) => new Date(text)),
});
const call = {
  model: "openai/gpt-4o",
  messages: [{ role: "user", content: "Hi." }],
} as const;

export async function typedBySchema(): Promise<void> {
  const text: Execution<string> = complete(call);
  (await text) satisfies string;
  const story = await complete({ ...call, schema: Story });
  story.at satisfies Date;
  story.year satisfies number | undefined;
  // @ts-expect-error the schema has no such property
  void story.author;
  (await complete({ ...call, schema: mini.object({ n: mini.number() }) })).n satisfies number;
  (await complete({ ...call, schema: z3.object({ n: z3.number() }) })).n satisfies number;
  const maybe = Math.random() > 0.5 ? Story : undefined;
  const either: string | z.output<typeof Story> = await complete({ ...call, schema: maybe });
  void either;
}

export async function streams(): Promise<void> {
  const text: StreamingExecution<string, string> = stream(call);
  for await (const chunk of text) chunk satisfies string;
  for await (const partial of text.partials()) partial satisfies string;
  for await (const partial of stream({ ...call, schema: Story }).partials()) {
    partial.title satisfies string | undefined;
    partial.tone satisfies "warm" | "dry" | undefined;
    partial.tags?.[0]?.name satisfies string | undefined;
    partial.pair?.[1] satisfies number | undefined;
    // @ts-expect-error a tuple may be shorter
    partial.pair?.[1] satisfies number;
    // Parsed and not validated: what the schema takes.
    partial.at satisfies string | undefined;
  }
  (await stream({ ...call, schema: Story })).at satisfies Date;
}

const Shape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("circle"), radius: z.number() }),
  z.object({ kind: z.literal(["path", "line"]), points: z.array(z.number()) }),
]);
const Drawing = z.object({
  shape: Shape,
  id: z.templateLiteral(["id-", z.number()]),
  owner: z.string().brand("owner"),
});

/** Partial outputs narrow by what tells objects apart. */
export async function narrows(): Promise<void> {
  for await (const { shape, id, owner } of stream({ ...call, schema: Drawing }).partials()) {
    if (shape?.kind === "circle") shape.radius satisfies number | undefined;
    if (shape?.kind === "path") shape.points satisfies number[] | undefined;
    // @ts-expect-error nothing tells yet which it is
    void shape?.radius;
    // A part of such a text is only text.
    const texts: (`id-${number}` | string | undefined)[] = [id, owner];
    // @ts-expect-error it need not be whole
    id satisfies `id-${number}` | undefined;
    void texts;
  }
}

export async function refused(): Promise<void> {
  // @ts-expect-error an answer that comes as a whole has no chunks
  for await (const chunk of complete(call)) void chunk;
  // @ts-expect-error nor partial outputs
  complete(call).partials();
  // @ts-expect-error a model is missing
  complete({ messages: call.messages });
  // @ts-expect-error messages are missing
  stream({ model: call.model });
  // @ts-expect-error no message has this role
  complete({ model: call.model, messages: [{ role: "narrator", content: "Hi." }] });
  const result = { role: "tool", toolCallId: "1", toolName: "a" } as const;
  // @ts-expect-error a tool's result holds no path
  complete({ ...call, messages: [{ ...result, content: [{ type: "image", path: "a" }] }] });
  // @ts-expect-error whether it streams is said by which of the two is called
  complete({ ...call, streaming: true });
  // @ts-expect-error there is no cache
  complete({ ...call, cache: true });
  // @ts-expect-error no schema
  complete({ ...call, schema: { type: "object" } });
  // @ts-expect-error no duration
  complete({ ...call, timeout: "30 seconds" });
}
