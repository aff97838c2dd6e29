import { defineTool } from "troupe";
import * as z from "zod";

/** Converts temperatures, which models get wrong. */
export const convertTemperature = defineTool({
  name: "convert_temperature",
  description: "Converts a temperature from °C to °F or back.",
  input: z.object({
    degrees: z.number(),
    to: z.enum(["celsius", "fahrenheit"]).describe("The unit that is wanted."),
  }),
  run: ({ degrees, to }) =>
    to === "fahrenheit" ? degrees * 1.8 + 32 : Math.round(((degrees - 32) / 1.8) * 10) / 10,
});
