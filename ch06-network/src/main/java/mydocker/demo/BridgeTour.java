package mydocker.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import mydocker.container.Container;
import mydocker.linux.Pause;
import mydocker.network.Endpoint;

/** A network with two containers, from the first device to the last rule. */
final class BridgeTour extends Typist {
  private static final String[] CREATE = {"network", "create", "shop"};

  private static final String WEB = "echo hello from web > index.html; httpd -fv 2>&1";

  private static final String[] RUN_WEB = {
    "run", "-d", "--name", "web", "--network", "shop", "-p", "8080:80", "busybox", "sh", "-c", WEB
  };

  private static final String[] RUN_CLIENT = {
    "run", "-d", "--name", "client", "--network", "shop", "busybox", "sleep", "1000"
  };

  private static final String WGET = "busybox wget -qO- http://" + TwoMachines.HERE + ":8080";

  /** A socket on port 80 (0x50) that listens (0x0A): proc_net_tcp. */
  private static final Pattern LISTENS = Pattern.compile(":0050 \\S+ 0A ");

  private final TwoMachines machines;

  BridgeTour(OwnHome home, PrintStream out, TwoMachines machines) {
    super(home, out);
    this.machines = machines;
  }

  /** Makes it, looks at it, and removes it. */
  void show() throws IOException {
    out.println("1. A machine, and a cable to another one.");
    shell("ip -4 -brief address");

    say("2. A network is a bridge. The host is on it, too: that is the containers' gateway.");
    mydocker(CREATE);
    shell("ip -4 -brief address show type bridge");

    say("3. Each container has a cable to it. After eth0@if stands the number of the other end.");
    mydocker(RUN_WEB);
    mydocker(RUN_CLIENT);
    awaitServer(home.container("web"));
    shell("bridge link");
    mydocker("exec", "client", "ip", "address", "show", "eth0");
    mydocker("exec", "client", "ip", "route");

    say("4. They reach each other by address, and by name: mydocker writes /etc/hosts for both.");
    mydocker("exec", "client", "ping", "-c", "1", endpoint("web").address().toString());
    mydocker("exec", "client", "wget", "-qO-", "http://web");
    mydocker("exec", "client", "tail", "-n", "5", "/etc/hosts");

    say("5. A published port: the kernel writes the container's address on what comes for it.");
    shell("iptables-save -t nat | grep DNAT.*to");
    mydocker("ps");
    other(WGET);
    mydocker("logs", "web");

    say("6. On the way out it writes the host's address as the sender; answers find back.");
    shell("iptables-save -t nat | grep MASQUERADE");
    mydocker("exec", "client", "ping", "-c", "1", TwoMachines.OTHER);

    say("7. Nothing goes from one network to another; the rule that says so is the last of three.");
    shell("iptables-save -t filter | grep ISOLATION.*br-");

    say("8. All that is to be undone is on paper before it is done.");
    Endpoint web = endpoint("web");
    Path network = home.networks().resolve(web.network());
    shell("cd " + network);
    shell("ls -R", network);
    shell("tr , '\\n' < endpoints/%s.json; echo".formatted(web.container()), network);

    say("9. And all of it is undone.");
    mydocker("rm", "-f", "web", "client");
    mydocker("network", "rm", "shop");
    shell("ip -4 -brief address");
    shell("iptables-save | grep -c MYDOCKER");
  }

  /** Has the reader look around in a container; returns the exit code of the shell for that. */
  int enter() throws IOException {
    mydocker(CREATE);
    mydocker(RUN_WEB);
    mydocker(RUN_CLIENT);
    awaitServer(home.container("web"));
    return type("exec", "-it", "-e", "PS1=(client) # ", "client", "sh");
  }

  private void other(String command) throws IOException {
    out.println("other# " + command);
    out.println(machines.onOther(command));
  }

  private Endpoint endpoint(String name) throws IOException {
    return home.container(name).endpoints().get(0);
  }

  /** It cannot be asked before it listens. */
  private static void awaitServer(Container web) throws IOException {
    int process = web.state().process().orElseThrow().pid();
    while (web.isRunning() && !listens(process, "tcp") && !listens(process, "tcp6")) {
      Pause.millis(1);
    }
  }

  private static boolean listens(int process, String protocol) throws IOException {
    try {
      Path sockets = Path.of("/proc", Integer.toString(process), "net", protocol);
      return LISTENS.matcher(Files.readString(sockets, ISO_8859_1)).find();
    } catch (NoSuchFileException e) {
      return false; // a kernel without IPv6
    }
  }
}
