package mydocker.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What has come and gone through all network links that a process has, but for lo: proc(5).
 *
 * @param received bytes
 * @param sent bytes
 */
public record LinkTraffic(long received, long sent) {
  // Columns of /proc/PID/net/dev behind the name.
  private static final int RECEIVED = 0;
  private static final int SENT = 8;

  /** That of a process. */
  public static LinkTraffic of(int pid) throws IOException {
    long received = 0;
    long sent = 0;
    for (String line :
        Files.readAllLines(Path.of("/proc", Integer.toString(pid), "net/dev"), ISO_8859_1)) {
      String[] link = line.strip().split(":\\s*", 2);
      if (link.length == 2 && !link[0].equals("lo")) {
        String[] numbers = link[1].split("\\s+");
        received += Long.parseLong(numbers[RECEIVED]);
        sent += Long.parseLong(numbers[SENT]);
      }
    }
    return new LinkTraffic(received, sent);
  }
}
