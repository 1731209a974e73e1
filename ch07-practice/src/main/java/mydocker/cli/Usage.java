package mydocker.cli;

import org.apache.commons.cli.Options;

/**
 * How a command is typed.
 *
 * @param form its name, and the words that may follow, in capitals or brackets
 * @param summary what it does, in a few words
 * @param least how many words besides its options it needs
 * @param most how many it may have
 * @param options its options; --help is added to them
 * @param story what it does, in some sentences
 * @param examples a line each
 */
public record Usage(
    String form,
    String summary,
    int least,
    int most,
    Options options,
    String story,
    String examples) {

  /** Adds the option that all have; docker's -h is a host name. */
  public Usage {
    options.addOption(null, "help", false, "print this");
  }

  /** What asks for it: one word, or two. */
  public String name() {
    return form.replaceFirst("(?s) [^a-z].*", "");
  }

  /** What tells it from others of its kind: its last word. */
  public String word() {
    return name().substring(name().lastIndexOf(' ') + 1);
  }

  /** Its help. */
  String help() {
    return """
        Usage: mydocker %s

        %s

        Options:
        %s

        %s:
        %s"""
        .formatted(
            form,
            story,
            OptionHelp.of(options),
            examples.contains("\n") ? "Examples" : "Example",
            examples.indent(2).stripTrailing());
  }
}
