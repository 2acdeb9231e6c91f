// Copies what the site serves from node_modules to this folder: `npm run vendor` in the root of the repository.
// To use another icon of lucide, add its name here and run it.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "..", "node_modules");

const icons = `
  arrow-left arrow-right ban book-open captions chart-no-axes-column check chevron-down chevron-left chevron-right
  circle circle-alert circle-check circle-dashed circle-question-mark circle-x clock contrast copy diamond ellipsis
  external-link eye eye-off file-text file-video flag gauge graduation-cap image info key-round keyboard lightbulb link
  list-checks loader-circle log-out maximize message-square mic minimize moon pause pencil play plus presentation
  rotate-ccw search send settings sun sun-moon trash-2 triangle-alert undo-2 upload user users volume-2 volume-x x
`.trim().split(/\s+/);

const files = [
  ["@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2", "inter/inter-latin-opsz-normal.woff2"],
  ["@fontsource-variable/inter/LICENSE", "inter/LICENSE"],
  ["htmx.org/dist/htmx.min.js", "htmx/htmx.min.js"],
  ["htmx.org/LICENSE", "htmx/LICENSE"],
  ["lucide-static/LICENSE", "lucide/LICENSE"],
  ...icons.map((name) => [`lucide-static/icons/${name}.svg`, `lucide/${name}.svg`]),
];

for (const folder of ["inter", "htmx", "lucide"]) rmSync(join(here, folder), { recursive: true, force: true });
for (const [source, target] of files) {
  mkdirSync(dirname(join(here, target)), { recursive: true });
  cpSync(join(modules, source), join(here, target));
}

const digest = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
const kept = readdirSync(here, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && join(entry.parentPath) !== here)
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
const sums = kept.map((path) => `${digest(path)}  ${path.slice(here.length + 1)}\n`).join("");
writeFileSync(join(here, "SHA256SUMS"), sums);
