/**
 * Agents of the shape that six public applications ask models in, two call sites each, as files of a project. What
 * the applications write by hand around a call (which keys, which context, who approves) is declared here.
 */
export const applicationFiles: Readonly<Record<string, string>> = {
  // A chat template: a turn of a chat with tools that write to the page, and the title of a chat.
  "agents/chat.ts": `
    import { Agent, context, maxSteps, model, param, streaming, tool } from "troupe";
    export interface Writer { write(part: object): void }
    interface Document { id: string; title: string; content: string }

    /** Answers in a chat. */
    @model("house/chat-1") @streaming() @maxSteps(5)
    export class ChatAgent extends Agent {
      @param() message!: string;
      @param() city?: string;
      @context() writer!: Writer;

      /** Says what the weather is like. */
      @tool() weather({ city }: { city: string }) { return { city, degrees: 21 }; }

      /** Creates a document beside the chat. */
      @tool({ toModel: ({ id, title }: Document) => ({ id, title }) })
      async *createDocument({ title }: { title: string }) {
        this.writer.write({ type: "title", title });
        const document: Document = { id: "d1", title, content: "" };
        for (const content of ["# ", "# Rain"]) yield { ...document, content };
      }

      override system() { return "Help." + (this.city ? " The user is in " + this.city + "." : ""); }
      override user() { return this.message; }
    }

    /** Names a chat. */
    @model("house/small-1")
    export class TitleAgent extends Agent {
      @param() message!: string;
      override system() { return "Write a title of at most 80 characters."; }
      override user() { return this.message; }
    }`,

  // A mail assistant: which rule fits an email, by the user's own key; and a reply in the user's voice.
  "agents/mail.ts": `
    import { Agent, fallback, model, param, promptCache, schema, streaming } from "troupe";
    import { z } from "zod";
    interface Email { from: string; subject: string; body: string }
    interface Rule { name: string; when: string }

    export const Choice = z.object({ rule: z.string().nullable(), reason: z.string() });
    /** Chooses the rule for an email. */
    @model("house/large-1") @fallback("house/small-1") @schema(Choice)
    export class ChooseRuleAgent extends Agent {
      @param() email!: Email;
      @param() rules!: Rule[];
      override system() { return "Choose a rule:\\n" + this.rules.map((rule) => rule.name + ": " + rule.when).join("\\n"); }
      override user() { return JSON.stringify(this.email); }
    }

    /** Drafts a reply. */
    @model("claude/claude-sonnet-4-5") @streaming() @promptCache("5m")
    export class DraftReplyAgent extends Agent {
      @param() thread!: Email[];
      @param() about!: string;
      override system() { return "You write as " + this.about; }
      override user() { return this.thread.map(({ from, body }) => from + ": " + body).join("\\n"); }
    }`,

  // A search agent: a search that the provider runs, with its sources; and questions that follow.
  "agents/search.ts": `
    import { Agent, model, param, schema, streaming, tools, webSearch } from "troupe";
    import { z } from "zod";

    /** Answers from the web. */
    @model("claude/claude-sonnet-4-5") @streaming() @tools(webSearch({ maxUses: 3 }))
    export class ResearchAgent extends Agent {
      @param() question!: string;
      override user() { return this.question; }
    }

    export const Related = z.object({ questions: z.array(z.string()).max(3) });
    /** Suggests what to ask next. */
    @model("house/small-1") @streaming() @schema(Related)
    export class RelatedAgent extends Agent {
      @param() answer!: string;
      override user() { return this.answer; }
    }`,

  // A compliance product: a policy that is edited when a person allows it; and the risk of a vendor.
  "agents/compliance.ts": `
    import { Agent, context, model, param, retry, schema, temperature, tool } from "troupe";
    import { z } from "zod";
    export interface Policies { read(id: string): Promise<string>; write(id: string, text: string): Promise<void> }

    /** Edits a policy. */
    @model("house/large-1")
    export class EditPolicyAgent extends Agent {
      @param() request!: string;
      @context() policies!: Policies;
      /** Reads a policy. */
      @tool() readPolicy({ id }: { id: string }) { return this.policies.read(id); }
      /** Replaces a policy. */
      @tool({ approve: true })
      async writePolicy({ id, text }: { id: string; text: string }) { await this.policies.write(id, text); }
      override user() { return this.request; }
    }

    export const Risk = z.object({ level: z.enum(["low", "medium", "high"]), reasons: z.array(z.string()) });
    /** Judges the risk of a vendor. */
    @model("house/o4-mini") @temperature(0) @schema(Risk) @retry({ invalidOutput: true, restart: true })
    export class VendorRiskAgent extends Agent {
      @param() vendor!: string;
      override user() { return this.vendor; }
    }`,

  // A canvas: shapes as they are drawn, from a picture; and whatever form a user has made.
  "agents/canvas.ts": `
    import { Agent, model, param, schema, streaming } from "troupe";
    import { z } from "zod";

    const Shape = z.discriminatedUnion("type", [
      z.object({ type: z.literal("box"), x: z.number(), y: z.number() }),
      z.object({ type: z.literal("text"), text: z.string() }),
    ]);
    export const Drawing = z.object({ shapes: z.array(Shape) });
    /** Draws. */
    @model("house/large-1") @streaming() @schema(Drawing)
    export class DrawAgent extends Agent {
      @param() wish!: string;
      override user() { return this.wish; }
    }

    /** Fills in a form that a user has made. */
    @model("house/small-1") @streaming()
    export class FillFormAgent extends Agent {
      @param() title!: string;
      @param() text!: string;
      override system() { return "Fill in the form \\"" + this.title + "\\" from the text."; }
      override user() { return this.text; }
    }`,

  // The examples of OpenAI's agents: a person in the loop, and a tool whose result is the answer.
  "agents/examples.ts": `
    import { Agent, model, param, schema, tool } from "troupe";
    import { z } from "zod";

    /** Says what the temperature is. */
    @model("house/chat-1")
    export class TemperatureAgent extends Agent {
      @param() question!: string;
      /** Gets the temperature. */
      @tool({ approve: ({ city }: { city: string }) => city !== "Oslo" })
      temperature({ city }: { city: string }) { return city + ": 20"; }
      override user() { return this.question; }
    }

    export const Weather = z.object({ city: z.string(), range: z.string() });
    /** Stops at its first tool. */
    @model("house/chat-1") @schema(Weather)
    export class FirstToolAgent extends Agent {
      @param() question!: string;
      /** Gets the weather. */
      @tool({ final: true }) weather({ city }: { city: string }) { return { city, range: "14-20C" }; }
      override user() { return this.question; }
    }`,
};
