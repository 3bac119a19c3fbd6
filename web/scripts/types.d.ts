/** The text of src/api/types.ts for a description of the interface (OpenAPI, JSON). */
export function typesOf(description: string): Promise<string>;
