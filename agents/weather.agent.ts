import { Agent, maxSteps, param, streaming, tool, tools } from "troupe";
import { convertTemperature } from "./convert-temperature.js";

/** Answers questions about the weather. */
@streaming()
@maxSteps(6)
@tools(convertTemperature)
export class WeatherAgent extends Agent {
  @param({ minLength: 1 }) question!: string;

  /** Says how the weather will be, in °C. */
  @tool({ timeout: "10s" })
  forecast({ city, days = 1 }: ForecastRequest) {
    return Array.from({ length: days }, (_, day) => ({
      city,
      day,
      celsius: 12 + day,
      sky: "clear",
    }));
  }

  override user() {
    return this.question;
  }
}

/** What a forecast is asked for. */
export interface ForecastRequest {
  /** In English: "Lisbon". */
  city: string;
  /** How many days, today included. Without it, today alone. */
  days?: number;
}
