package mydocker.command;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import mydocker.cli.Command;
import mydocker.cli.OptionHelp;
import mydocker.cli.Usage;
import mydocker.command.network.NetworkCommand;
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
          local word=${COMP_WORDS[COMP_CWORD]} words i command=1
          while [[ ${COMP_WORDS[command]} == --root || ${COMP_WORDS[command]} == --storage-driver ]]
          do
            ((command += 2))
          done
          case ${COMP_WORDS[command]} in
        %s
            *) words='%s completion %s --root --storage-driver --show --explain --help' ;;
          esac
          if [[ ${COMP_WORDS[command]} == run ]]; then
            for ((i = command + 1; i < COMP_CWORD; i++)); do
              if [[ ${COMP_WORDS[i]} != -* && ${COMP_WORDS[i - 1]} != -* ]]; then
                words= # behind the image it is the command's own
              fi
            done
          fi
          mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
          ((COMP_CWORD > command && ${#COMPREPLY[@]} == 0)) &&
            mapfile -t COMPREPLY < <(compgen -o default -- "$word")
          return 0
        }
        complete -F _mydocker mydocker ./mydocker"""
        .formatted(cases(), names(Commands.all()), String.join(" ", demos));
  }

  private static String cases() {
    return Commands.all().stream()
        .map(each -> each.name().equals("network") ? network() : options(each))
        .collect(Collectors.joining("\n"));
  }

  private static String options(Usage command) {
    return "    %s) words='%s' ;;".formatted(command.word(), OptionHelp.words(command.options()));
  }

  /** Its word is followed by one of its own commands. */
  private static String network() {
    String cases =
        NetworkCommand.verbs().stream()
            .map(CompletionCommand::options)
            .collect(Collectors.joining("\n"));
    return """
            network)
              ((++command))
              case ${COMP_WORDS[command]} in
        %s
                *) words='%s --help' ;;
              esac ;;"""
        .formatted(cases.indent(4).stripTrailing(), names(NetworkCommand.verbs()));
  }

  private static String names(List<Usage> commands) {
    return commands.stream().map(Usage::word).collect(Collectors.joining(" "));
  }
}
