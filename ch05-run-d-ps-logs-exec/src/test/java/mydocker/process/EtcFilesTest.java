package mydocker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EtcFilesTest {

  @Test
  void theHostNameIsInTwoOfThem(@TempDir Path folder) throws Exception {
    new EtcFiles(folder).write("box");
    assertEquals("box\n", Files.readString(folder.resolve("hostname")));
    String hosts = Files.readString(folder.resolve("hosts"));
    assertEquals(1, hosts.lines().filter("127.0.1.1\tbox"::equals).count(), hosts);
  }
}
