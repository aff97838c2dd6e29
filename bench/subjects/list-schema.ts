import { z } from "zod";

/** The output of the structured workloads. */
export const List = z.object({
  title: z.string(),
  items: z.array(
    z.object({ name: z.string(), note: z.string(), count: z.int(), done: z.boolean() }),
  ),
});
