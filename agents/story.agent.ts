import { Agent, model, param, schema, streaming, timeout } from "troupe";
import * as z from "zod";

export const Story = z.object({
  title: z.string().describe("At most eight words."),
  content: z.string().describe("Three short paragraphs."),
});

/** Writes a short story. */
@model("openai/gpt-4o")
@streaming()
@timeout("3m")
@schema(Story)
export class StoryAgent extends Agent {
  /** What the story is about. */
  @param() topic!: string;

  /** How it is told. */
  @param() tone: "warm" | "dry" = "warm";

  override system() {
    return "You are a novelist.";
  }

  override user() {
    return `Write about ${this.topic} in a ${this.tone} tone.`;
  }
}
