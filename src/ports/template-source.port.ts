// Answers for the template texts that ship with Fairknock.
export abstract class TemplateSource {
  /** Handlebars text of `templates/<path>`, for example `email/partials/notice.en.hbs`. @throws InvariantError where it is missing. */
  abstract read(path: string): string;
  /** File names below `templates/<folder>`. */
  abstract list(folder: string): readonly string[];
}
