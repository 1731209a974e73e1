package mydocker.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;

@RequiresRoot
class OwnNetworkTest {

  @Test
  void aPageHasAnotherHostWhichTheMachineDoesNotSee() throws Exception {
    List<String> session =
        List.of(
            "$ ip -brief link | cut -d ' ' -f 1",
            "lo",
            "$ cat /proc/sys/net/ipv4/ip_forward",
            "1",
            "$ ip netns add elsewhere",
            "$ ip link add uplink type veth peer name eth0 netns elsewhere",
            "$ ip address add 203.0.113.1/24 dev uplink",
            "$ ip link set uplink up",
            "$ ip -n elsewhere address add 203.0.113.2/24 dev eth0",
            "$ ip -n elsewhere link set eth0 up",
            "$ ip netns exec elsewhere busybox nc -w 5 203.0.113.1 1 < /dev/null",
            "? 1",
            "nc: can't connect to remote host (203.0.113.1): Connection refused");
    assertEquals(
        session,
        OwnNetwork.call(
            () -> {
              List<String> now = new Transcript(session).run(Path.of("/"), "ch06");
              assertFalse(Files.exists(Path.of("/proc/1/root/run/netns/elsewhere")));
              return now;
            }));
  }
}
