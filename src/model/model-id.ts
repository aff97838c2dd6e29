/**
 * A model as `"provider/model"`: the provider's name in the config, a slash, and the provider's own id
 * of the model, which may itself contain slashes: `"openai/gpt-4o"`, `"groq/openai/gpt-oss-20b"`.
 */
export type ModelId = `${string}/${string}`;
