/** A project whose agents answer with fakes, one for each way that an execution can go. */
export const theatre: Readonly<Record<string, string>> = {
  "package.json": `{ "type": "module" }`,
  "tsconfig.json": `{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022" } }`,
  "agents.config.ts": `
    import { defineConfig, fake } from "troupe";

    const story = ${JSON.stringify(JSON.stringify({ title: "Grüße, 世界 🎭", content: "Once." }))};

    export default defineConfig({
      agents: "agents/**/*.agent.ts",
      providers: {
        fake: fake({ script: story, chunkLength: 3 }),
        echo: fake({ script: ({ messages }) => String(messages.at(-1)?.content) }),
        slow: fake({ script: story, chunkLength: 1, chunkMs: 20 }),
        stalled: fake({ script: { text: story, fault: { kind: "stall", afterChunks: 2 } } }),
        cut: fake({ script: { text: story, fault: { kind: "cut", afterChunks: 2 } }, chunkLength: 3 }),
        wrong: fake({ script: '{"title":1}' }),
        clerk: fake({
          script: ({ messages }) =>
            messages.at(-1)?.role === "tool"
              ? "It is noon."
              : { text: "Let me see.", toolCalls: [
                  { name: "clock", input: { zone: "UTC\\u001b[2J" } },
                  { name: "clock", input: "{" },
                ] },
        }),
      },
    });
  `,
  "agents/story.agent.ts": `
    import { Agent, model, param, schema, streaming } from "troupe";
    import { z } from "zod";

    export const Story = z.object({ title: z.string(), content: z.string() });

    /** Writes a short story. */
    @model("fake/novelist")
    @streaming()
    @schema(Story)
    export class StoryAgent extends Agent {
      /** What the story is about. */
      @param({ maxLength: 20 }) topic!: string;
      /** How it is told. */
      @param() tone: "warm" | "dry" = "warm";
      override user() { return \`Write about \${this.topic} in a \${this.tone} tone.\`; }
    }
  `,
  "agents/echo.agent.ts": `
    import { Agent, model, param, streaming } from "troupe";

    interface Place { city: string; zip?: number }

    /** Says its params. */
    @model("echo/parrot")
    @streaming()
    export class EchoAgent extends Agent {
      @param() maxWords?: number;
      @param() urgent?: boolean;
      @param() tags?: string[];
      @param() place?: Place;
      @param() range?: [number, number];
      @param() level?: 1 | 2 | "high" | null;
      @param() scores?: Record<string, number>;
      /** Clashes with an option of the command. */
      @param() model?: string;
      override user() {
        const { maxWords, urgent, tags, place, range, level, scores, model } = this;
        return JSON.stringify({ maxWords, urgent, tags, place, range, level, scores, model });
      }
    }
  `,
  "agents/note.agent.ts": `
    import { Agent, cache, model } from "troupe";

    /** Writes a note. */
    @model("fake/clerk")
    @cache("1h")
    export class NoteAgent extends Agent {
      override user() { return "A note, please."; }
    }
  `,
};
