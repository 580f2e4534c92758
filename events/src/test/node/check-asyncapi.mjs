// Reads the AsyncAPI document that is named, with all that it refers to, and prints what the parser has to say.
import { Parser, fromFile } from '@asyncapi/parser';

const { document, diagnostics } = await fromFile(new Parser(), process.argv[2]).parse();
for (const { severity, message, path } of diagnostics) {
  console.log(`${['error', 'warning', 'information', 'hint'][severity]}: ${path.join('.')}: ${message}`);
}
if (!document) {
  process.exit(1);
}
console.log(`${document.channels().all().length} channels, ${document.messages().all().length} messages`);
