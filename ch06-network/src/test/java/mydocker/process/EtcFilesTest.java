package mydocker.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import mydocker.config.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EtcFilesTest {

  @Test
  void serversOnTheHostsLoopbackAreOutOfReach() {
    String kept = "search example.org\nnameserver 10.0.0.1\noptions edns0\n";
    assertEquals(
        kept,
        EtcFiles.resolvConf(
            "search example.org\nnameserver 127.0.0.53\n nameserver  ::1\nnameserver 10.0.0.1\n"
                + "options edns0\n"));
  }

  @Test
  void whereNoneIsLeftTheyArePublicOnes() {
    String servers = "nameserver 8.8.8.8\nnameserver 8.8.4.4\n";
    assertEquals(servers, EtcFiles.resolvConf(""));
    assertEquals("search x\n" + servers, EtcFiles.resolvConf("search x\nnameserver 127.0.0.1\n"));
  }

  @Test
  void theHostNameIsInTwoOfThem(@TempDir Path folder) throws Exception {
    new EtcFiles(folder).write("box", NetworkSpec.NONE);
    assertEquals("box\n", Files.readString(folder.resolve("hostname")));
    String hosts = Files.readString(folder.resolve("hosts"));
    assertEquals(1, hosts.lines().filter("127.0.1.1\tbox"::equals).count(), hosts);
  }

  @Test
  void aCommentOfTheHostsNeedNotBeText(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("resolv.conf");
    Files.write(file, "# B\u00fcro\nnameserver 10.0.0.1\n".getBytes(ISO_8859_1));
    assertEquals("# B\ufffdro\nnameserver 10.0.0.1\n", EtcFiles.read(file));
    assertEquals("", EtcFiles.read(folder.resolve("missing")));
  }
}
