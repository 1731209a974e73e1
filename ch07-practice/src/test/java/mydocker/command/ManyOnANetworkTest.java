package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network is no daemon's: as many as like join it and leave it at once. */
@RequiresRoot
class ManyOnANetworkTest {
  private static final int MANY = 20;

  /** So many JVMs at once, for which a small machine has the memory and the patience. */
  private static final int AT_ONCE = 10;

  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeImage() throws Exception {
    root = Root.connected(folder);
  }

  @Test
  void allGetAnAddressAndFindEachOther() throws Exception {
    root.mydocker("network", "create", "--subnet", "10.96.0.0/24", "crowd");
    try {
      String run = "run -d --cgroup-parent " + Root.PARENT + " --network crowd --name ";
      doAll(names(0, MANY).stream().map(name -> run + name + " busybox sleep 1000").toList());
      Set<String> all = new TreeSet<>();
      Set<String> addresses = new TreeSet<>();
      List<String> inspect = new ArrayList<>(names(0, MANY));
      inspect.add(0, "inspect");
      String json = root.out(inspect.toArray(String[]::new));
      for (JsonElement each : JsonParser.parseString(json).getAsJsonArray()) {
        JsonObject container = each.getAsJsonObject();
        JsonObject networks =
            container.getAsJsonObject("NetworkSettings").getAsJsonObject("Networks");
        String address = networks.getAsJsonObject("crowd").get("IPAddress").getAsString();
        addresses.add(address);
        all.add(container.get("Name").getAsString().replace("/", "") + " " + address + "/24");
      }
      assertEquals(MANY, addresses.size(), all.toString());
      for (String container : List.of("c0", "c" + (MANY - 1))) {
        assertEquals(all, pingAll(container), container);
      }
    } finally {
      List<String> removals = new ArrayList<>();
      for (int i = 0; i < MANY; i += AT_ONCE) {
        removals.add("rm -f " + String.join(" ", names(i, i + AT_ONCE)));
      }
      doAll(removals);
      root.out("network", "rm", "crowd"); // which nobody is on any more
    }
  }

  /** Those who answer to their names, and the addresses that these stand for. */
  private static Set<String> pingAll(String from) throws Exception {
    String address = "1s,^PING \\(c.*\\) (\\([0-9.]*\\)).*,\\1 \\2/24,; 1h;";
    String script =
        "for i in $(seq 0 %d); do ping -c 1 -W 9 c$i | sed -n '%s / 1 packets received/{x;p}'; done"
            .formatted(MANY - 1, address);
    return new TreeSet<>(root.out("exec", from, "sh", "-c", script).lines().toList());
  }

  private static Set<String> names(int first, int end) {
    return IntStream.range(first, end)
        .mapToObj(i -> "c" + i)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** In no order, and none waits for another one. */
  private static void doAll(List<String> commands) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Callable<Mydocker>> tasks = new ArrayList<>();
      for (String command : commands) {
        tasks.add(() -> root.mydocker(command.split(" ")));
      }
      for (Future<Mydocker> done : workers.invokeAll(tasks)) {
        assertEquals(0, done.get().code(), done.get().err());
      }
    } finally {
      workers.shutdown();
    }
  }
}
