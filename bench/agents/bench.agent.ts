import { Agent, schema } from "troupe";
import { List } from "../subjects/list-schema.ts";

/** Answers in plain text. */
export class TextAgent extends Agent {
  user(): string {
    return "Hello.";
  }
}

export { List };

/** Answers with a list. */
@schema(List)
export class ListAgent extends Agent {
  user(): string {
    return "Hello.";
  }
}
