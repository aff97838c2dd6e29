import { param, schema, streaming } from "troupe";
import * as z from "zod";
import { ApplicationAgent } from "./application-agent.js";

export const Reply = z.object({
  greeting: z.string(),
  paragraphs: z.array(z.string()).min(1).max(4),
  /** What we promise, so that it can be followed up. */
  promises: z.array(z.object({ what: z.string(), dueInDays: z.int().min(0).optional() })),
});

/** An order, as the shop's own system has it. */
export interface Order {
  id: string;
  status: "packed" | "shipped" | "delivered" | "lost";
  /** What was ordered, with how many of each. */
  items: { name: string; quantity: number }[];
}

/** Drafts a reply to a customer's letter. */
@streaming()
@schema(Reply)
export class ReplyAgent extends ApplicationAgent {
  @param({ minLength: 1 }) letter!: string;

  @param() order?: Order;

  override user() {
    const order = this.order
      ? `Order ${this.order.id} is ${this.order.status}: ${this.order.items
          .map((item) => `${item.quantity} × ${item.name}`)
          .join(", ")}.`
      : "No order is known.";
    return `${order}\n\nThe letter:\n${this.letter}`;
  }
}
