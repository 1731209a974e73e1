package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a container's ports are reached, as port, ps and inspect tell it. */
@RequiresRoot
class PortTest {
  private static final String PORTS = "{{json .NetworkSettings.Ports}}";

  @TempDir private static Path folder;
  private static Root root;
  private static Running web;

  @BeforeAll
  static void makeContainers() throws Exception {
    root = Root.connected(folder);
    web =
        Running.start(
            root, "web", "", "-p", "8080:80", "-p", "127.0.0.1:5353:53/udp", "--expose", "443");
  }

  @AfterAll
  static void remove() throws Exception {
    web.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web          | 53/udp -> 127.0.0.1:5353, 80/tcp -> 0.0.0.0:8080",
        "web 80       | 0.0.0.0:8080",
        "web 80/tcp   | 0.0.0.0:8080",
        "web 53/udp   | 127.0.0.1:5353",
      })
  void portTells(String words, String expected) throws Exception {
    List<String> lines = root.out(("port " + words).split(" ")).lines().toList();
    assertEquals(expected, String.join(", ", lines));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web 53      | No public port '53' published for web",
        "web 443/tcp | No public port '443/tcp' published for web",
        "web http    | invalid port (http): PORT[/PROTOCOL] is expected",
        "web 80/sctp | invalid port (80/sctp): PORT[/PROTOCOL] is expected",
        "nosuch      | No such container: nosuch",
      })
  void portRefuses(String words, String message) throws Exception {
    Mydocker port = root.mydocker(("port " + words).split(" "));
    assertEquals("mydocker: " + message + "\n", port.err());
    assertEquals(1, port.code());
  }

  @Test
  void psListsThem() throws Exception {
    assertEquals(
        "443/tcp, 127.0.0.1:5353->53/udp, 0.0.0.0:8080->80/tcp\n",
        root.out("ps", "--format", "{{.Ports}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-f publish=8080          | web",
        "-f publish=8000-9000/tcp | web",
        "-f publish=8080/udp      | ''",
        "-f publish=80            | ''",
        "-f expose=80             | web",
        "-f expose=443 -f expose=1 | web",
        "-f expose=81             | ''",
        "-f network=bridge        | web",
        "-f network=host          | ''",
      })
  void psFiltersThem(String filters, String expected) throws Exception {
    String words = "ps --format {{.Names}} " + filters;
    assertEquals(expected, root.out(words.split(" +")).strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "publish=0:80 | filter for 'publish' should not contain ':': 0:80",
        "expose=x     | error while looking up for expose x: invalid range of ports: x",
      })
  void psRefusesFilters(String filter, String message) throws Exception {
    Mydocker ps = root.mydocker("ps", "-f", filter);
    assertEquals("mydocker: " + message + "\n", ps.err());
    assertEquals(1, ps.code());
  }

  @Test
  void inspectTellsWhatIsPublishedAndWhatWasAskedFor() throws Exception {
    assertEquals(
        "{\"53/udp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"5353\"}],"
            + "\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"8080\"}],\"443/tcp\":null}",
        root.inspect("web", PORTS));
    assertEquals(
        "{\"80/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"8080\"}],"
            + "\"53/udp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"5353\"}]} bridge false",
        root.inspect(
            "web",
            "{{json .HostConfig.PortBindings}} {{.HostConfig.NetworkMode}}"
                + " {{.HostConfig.PublishAllPorts}}"));
    assertEquals(
        "{\"53/udp\":{},\"80/tcp\":{},\"443/tcp\":{}}",
        root.inspect("web", "{{json .Config.ExposedPorts}}"));
  }

  @Test
  void aPortThatIsTakenIsRefusedAndTheContainerIsCreatedAllTheSame() throws Exception {
    Mydocker run = root.runAndKeep("--name", "second", "-p", "8080:81", "busybox", "true");
    assertEquals("mydocker: Bind for 0.0.0.0:8080 failed: port is already allocated\n", run.err());
    assertEquals(125, run.code());
    assertEquals(
        "Created", root.out("ps", "-a", "-f", "name=second", "--format", "{{.Status}}").strip());
    assertEquals("{}", root.inspect("second", PORTS));
    root.out("rm", "second");
    assertEquals("", root.out("ps", "-aq", "-f", "name=second"));
  }

  @Test
  void allExposedPortsArePublishedAtRandomOnes() throws Exception {
    root.runAndKeep("--name", "base", "--expose", "7000/udp", "busybox", "true");
    root.out("commit", "base", "exposing");
    root.out("rm", "base");
    root.detach("--name", "all", "-P", "--expose", "7001", "exposing", "sleep", "1000");
    try {
      List<String> lines = root.out("port", "all").lines().toList();
      assertTrue(lines.get(0).matches("7000/udp -> 0.0.0.0:\\d+"), lines.get(0));
      assertTrue(lines.get(1).matches("7001/tcp -> 0.0.0.0:\\d+"), lines.get(1));
      assertEquals(2, lines.size());
      assertEquals("{} true", root.inspect("all", bindings()));
    } finally {
      root.out("rm", "-f", "all");
      root.out("rmi", "exposing");
    }
  }

  private static String bindings() {
    return "{{json .HostConfig.PortBindings}} {{.HostConfig.PublishAllPorts}}";
  }

  @Test
  void aRangeOfTheHostServesOnePort() throws Exception {
    try (Running one = Running.start(root, "one", "", "-p", "9000-9001:80");
        Running two = Running.start(root, "two", "", "-p", "9000-9001:80")) {
      assertEquals("0.0.0.0:9000\n", root.out("port", "one", "80"));
      assertEquals("0.0.0.0:9001\n", root.out("port", "two", "80"));
      assertEquals(
          "9000-9001",
          root.inspect("one", "{{(index .HostConfig.PortBindings \"80/tcp\" 0).HostPort}}"));
    }
  }

  @Test
  void whatDoesNotRunHasNone() throws Exception {
    root.out(
        "create", "--cgroup-parent", Root.PARENT, "--name", "idle", "-p", "8081:80", "busybox");
    assertEquals("", root.out("port", "idle"));
    assertEquals("{}", root.inspect("idle", PORTS));
    assertEquals("\n", root.out("ps", "-a", "-f", "name=idle", "--format", "{{.Ports}}"));
    root.out("rm", "idle");
  }

  @Test
  void oneThatWasTakenOffAllNetworksStartsWithoutPorts() throws Exception {
    String id = root.out("create", "--cgroup-parent", Root.PARENT, "-p", "80", "busybox", "true");
    try {
      root.out("network", "disconnect", "bridge", id.strip());
      assertEquals("", root.out("start", "-a", id.strip()));
    } finally {
      root.out("rm", "-f", id.strip());
    }
  }
}
