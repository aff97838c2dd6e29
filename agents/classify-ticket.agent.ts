import { Agent, cache, param, schema, temperature } from "troupe";
import * as z from "zod";

export const Ticket = z.object({
  /** Which team takes it. */
  category: z.enum(["billing", "bug", "account", "other"]),
  urgent: z.boolean().describe("True when the customer cannot work."),
  summary: z.string().describe("One sentence."),
});

/** Sorts a support ticket. The same ticket is asked once an hour. */
@cache("1h")
@temperature(0)
@schema(Ticket)
export class ClassifyTicketAgent extends Agent {
  @param({ minLength: 1, maxLength: 200 }) subject!: string;

  @param({ maxLength: 20_000 }) body!: string;

  /** The products that the customer has, to tell bugs apart. */
  @param() products: string[] = [];

  override system() {
    return "You sort support tickets. Judge by what the customer cannot do, not by the tone.";
  }

  override user() {
    const products = this.products.length === 0 ? "unknown" : this.products.join(", ");
    return `Subject: ${this.subject}\nProducts: ${products}\n\n${this.body}`;
  }
}
