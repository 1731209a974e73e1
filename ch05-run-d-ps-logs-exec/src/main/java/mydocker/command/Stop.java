package mydocker.command;

import java.io.IOException;
import java.time.Duration;
import mydocker.container.Container;
import mydocker.linux.ProcessId;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * How containers are asked to end.
 *
 * @param signal what asks them
 * @param patience how long each has for that
 */
record Stop(int signal, Duration patience) {

  static Options addTo(Options options) {
    return options
        .addOption("t", "timeout", true, "seconds before it is killed; -1: it is not; 10")
        .addOption("s", "signal", true, "what asks it to end; SIGTERM");
  }

  static Stop parse(CommandLine line) throws ParseException {
    int seconds = LifeOptions.seconds("timeout", line.getOptionValue("timeout", "10"));
    return new Stop(
        LifeOptions.signal(line.getOptionValue("signal", "SIGTERM")),
        seconds < 0 ? ProcessId.FOR_EVER : Duration.ofSeconds(seconds));
  }

  /** Ends one, and returns when it has ended. */
  String apply(Container container, String reference) throws IOException {
    container.stop(signal, patience);
    return reference;
  }
}
