import type { Plugin, Rolldown } from "vite";

/** What stands for the files of a module until they have names. */
const files = (module: string) => `files of ${module};`;
const filesOf = /files of ([^;`'"]+);/g;
const dynamicImport = /\bimport\((["'])([^"']+)\1\)/g;

/**
 * Turns each `import("…")` of our own code into `arriving("its files", () => import("…"))` (`arriving.ts`): at once in the
 * source, so that no part is forgotten, and with the names of the files once the build has given them.
 */
export function wholeParts(): Plugin {
  let root = "";
  return {
    name: "whole-parts",
    apply: "build",
    configResolved: (config) => {
      root = `${config.root}/`;
    },
    async transform(code, id) {
      if (!id.startsWith(`${root}src/`)) return undefined;
      const targets = new Map<string, string>();
      for (const [, , wanted = ""] of code.matchAll(dynamicImport)) {
        const target = await this.resolve(wanted, id);
        if (target === null) this.error(`${id} imports ${wanted}, which isn't there`);
        targets.set(wanted, target.id.replace(root, ""));
      }
      if (targets.size === 0) return undefined;
      const whole = code.replaceAll(dynamicImport, (load, _, wanted: string) => `arriving(${JSON.stringify(files(targets.get(wanted) ?? ""))}, () => ${load})`);
      // At its end: an import that comes first changes how the bundler cuts the page, by a request more before the first screen.
      return `${whole}\nimport { arriving } from "/src/parts/arriving";\n`;
    },
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const named = new Set<string>();
      for (const chunk of chunks) {
        chunk.code = chunk.code.replaceAll(filesOf, (_, module: string) => {
          const part = chunks.find(({ facadeModuleId, moduleIds }) => [facadeModuleId, ...moduleIds].includes(root + module));
          if (part === undefined) this.error(`no file holds ${module}`);
          named.add(part.fileName);
          return filesBeyondStart(part, bundle).join(" ");
        });
      }
      for (const { fileName, dynamicImports } of chunks) {
        const missed = dynamicImports.find((later) => later !== fileName && !named.has(later));
        if (missed !== undefined) this.error(`${fileName} imports ${missed} without naming its files`);
      }
    },
  };
}

/** A chunk's own file, all that it imports at once, and its styles, but for what the page or the worker started with. */
function filesBeyondStart(part: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle): string[] {
  const started = new Set<string>();
  for (const file of Object.values(bundle)) if (file.type === "chunk" && file.isEntry) collect(file, bundle, started);
  const needed = new Set<string>();
  collect(part, bundle, needed);
  return [...needed].filter((file) => !started.has(file));
}

function collect(chunk: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle, into: Set<string>): void {
  if (into.has(chunk.fileName)) return;
  into.add(chunk.fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) into.add(style);
  for (const name of chunk.imports) {
    const other = bundle[name];
    if (other?.type === "chunk") collect(other, bundle, into);
  }
}
