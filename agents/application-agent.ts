import { Agent, model, param, timeout } from "troupe";

/** What the agents of the shop have in common. */
@model("anthropic/claude-sonnet-5-5")
@timeout({ total: "2m", firstToken: "20s" })
export abstract class ApplicationAgent extends Agent {
  /** The customer's language, as a BCP 47 tag. */
  @param() locale = "en";

  override system() {
    return `You work for Lantern, a small shop for reading lamps. Answer in the language ${this.locale}.`;
  }
}
