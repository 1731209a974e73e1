package mydocker.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsStandAsDockersDo() {
    Table table = new Table("REPOSITORY", "TAG", "IMAGE ID", "SIZE");
    table.add("a", "latest", "0123456789ab", "4.26MB");
    table.add("müller/app-with-a-long-name", "1", "ba9876543210", "");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    assertEquals(
        """
        REPOSITORY                    TAG       IMAGE ID       SIZE
        a                             latest    0123456789ab   4.26MB
        müller/app-with-a-long-name   1         ba9876543210  \s
        """,
        out.toString(StandardCharsets.UTF_8));
  }
}
