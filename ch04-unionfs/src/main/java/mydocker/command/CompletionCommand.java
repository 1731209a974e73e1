package mydocker.command;

import java.io.PrintStream;
import java.util.List;
import org.apache.commons.cli.ParseException;

/** Prints a script that completes our words in bash: {@code source <(mydocker completion bash)}. */
public final class CompletionCommand implements Command {
  private static final String HELP =
      """
      Usage: mydocker completion bash

      Prints a script for bash that completes commands, options and demos.

      Example:
        source <(mydocker completion bash)""";

  private final PrintStream out;
  private final List<String> demos;

  /**
   * Prints to {@code out}.
   *
   * @param demos the names of the demos, which are first words as commands are
   */
  public CompletionCommand(PrintStream out, List<String> demos) {
    this.out = out;
    this.demos = demos;
  }

  @Override
  public int run(List<String> arguments) throws ParseException {
    if (arguments.equals(List.of("--help"))) {
      out.println(HELP);
      return 0;
    }
    if (!arguments.equals(List.of("bash"))) {
      throw new ParseException("completion requires the name of a shell: bash");
    }
    out.println(script());
    return 0;
  }

  private String script() {
    return """
        _mydocker() {
          local word=${COMP_WORDS[COMP_CWORD]} words i
          case ${COMP_WORDS[1]} in
            run)
              words='%s'
              for ((i = 2; i < COMP_CWORD; i++)); do
                if [[ ${COMP_WORDS[i]} != -* && ${COMP_WORDS[i - 1]} != -* ]]; then
                  words= # behind the command it is the command's own
                fi
              done
              ;;
            *) words='run completion %s --show --explain --help' ;;
          esac
          mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
          [[ ${COMP_WORDS[1]} == run && -z $words ]] &&
            mapfile -t COMPREPLY < <(compgen -o default -- "$word")
          return 0
        }
        complete -F _mydocker mydocker ./mydocker"""
        .formatted(OptionHelp.words(RunCommand.OPTIONS), String.join(" ", demos));
  }
}
