package mydocker.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import mydocker.image.Fields;
import mydocker.network.Ipv4;
import mydocker.network.PortBinding;
import mydocker.network.Protocol;
import org.junit.jupiter.api.Test;

/** What a container is to have of networks comes back, and what chapter 6 has written of it. */
class NetworkSpecJsonTest {
  private static NetworkSpec read(String json) throws Exception {
    return NetworkSpecJson.read(Fields.parse(json.getBytes(UTF_8), "a test"));
  }

  @Test
  void comesBack() throws Exception {
    NetworkSpec spec =
        new NetworkSpec(
            new NetworkMode("front"),
            List.of(
                new Connection("front", Optional.of(Ipv4.parse("10.0.0.9")), List.of("shop")),
                new Connection("back", Optional.empty(), List.of())),
            List.of(new ExposedPort(80, Protocol.TCP)),
            List.of(
                new PortBinding(Ipv4.parse("127.0.0.1"), 8000, 8010, 80, Protocol.TCP),
                PortBinding.toAny(53, Protocol.UDP)),
            true,
            Resolver.HOSTS);
    assertEquals(spec, read(NetworkSpecJson.write(spec).toString()));
  }

  @Test
  void oneOfChapter6() throws Exception {
    NetworkSpec spec =
        read("{\"Mode\":\"a\",\"Networks\":[\"a\",\"b\"],\"Ports\":[\"0.0.0.0:8080:80/tcp\"]}");
    assertEquals(new NetworkMode("a"), spec.mode());
    assertEquals(
        List.of(
            new Connection("a", Optional.empty(), List.of()),
            new Connection("b", Optional.empty(), List.of())),
        spec.connections());
    assertEquals(
        List.of(new PortBinding(Ipv4.ANY, 8080, 8080, 80, Protocol.TCP)), spec.published());
  }
}
