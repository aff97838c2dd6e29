import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes BAML functions of the kinds that the agents are of; returns the folder of their sources. */
export function writeBamlProject(folder: string, functions: number): string {
  const source = join(folder, "baml_src");
  mkdirSync(source, { recursive: true });
  writeFileSync(join(source, "main.baml"), common);
  for (let at = 0; at < functions; at += 1) {
    writeFileSync(join(source, `function-${at}.baml`), functionFile(at));
  }
  return source;
}

const common = `generator target {
  output_type "typescript"
  output_dir "../"
  version "0.226.2"
  default_client_mode async
}

client<llm> Model {
  provider openai
  options {
    model "gpt-4o"
    api_key env.OPENAI_API_KEY
  }
}

class Order {
  id string
  status "packed" | "shipped" | "delivered"
}
`;

function functionFile(at: number): string {
  const hasSchema = at % 2 === 1;
  const schema = `class Answer${at} {
  title string @description("The title of answer ${at}.")
  parts string[]
  category "billing" | "bug" | "account" | "other"
  urgent bool
}

`;
  return `${hasSchema ? schema : ""}function Agent${at}(text: string, order: Order?, tone: string) -> ${hasSchema ? `Answer${at}` : "string"} {
  client Model
  prompt #"
    {{ text }} {{ order }} {{ tone }} {{ ctx.output_format }}
  "#
}
`;
}
