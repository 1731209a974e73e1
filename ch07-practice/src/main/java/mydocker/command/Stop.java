package mydocker.command;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import mydocker.cli.LifecycleOptions;
import mydocker.container.Container;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * How containers are asked to end.
 *
 * @param signal what asks them, if not what they were made with
 * @param seconds how long each has for that, if not what it was made with; -1: for ever
 */
record Stop(Optional<String> signal, OptionalInt seconds) {

  static Options addTo(Options options) {
    return options
        .addOption("t", "timeout", true, "seconds before it is killed; -1: it is not; 10")
        .addOption(null, "time", true, "the same")
        .addOption("s", "signal", true, "what asks it to end; SIGTERM");
  }

  static Stop parse(CommandLine line) throws ParseException {
    Optional<String> signal = Optional.ofNullable(line.getOptionValue("signal"));
    if (signal.isPresent()) {
      LifecycleOptions.signal(signal.get());
    }
    String seconds = line.getOptionValue("timeout", line.getOptionValue("time"));
    return new Stop(
        signal,
        seconds == null
            ? OptionalInt.empty()
            : OptionalInt.of(LifecycleOptions.seconds("timeout", seconds)));
  }

  /** Ends one, and returns when it has ended. */
  String apply(Container container, String reference) throws IOException {
    container.stop(signal, seconds);
    return reference;
  }
}
