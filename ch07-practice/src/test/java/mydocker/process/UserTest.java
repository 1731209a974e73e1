package mydocker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserTest {
  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/sh
      # a comment, and lines that are none
      broken
      bad:x:many:0::/:/bin/sh
      web:x:33:34:www:/srv/web:/bin/false
      homeless:x:40:41:::
      12:x:50:51::/twelve:/bin/sh
      """;
  private static final String GROUP =
      """
      root:x:0:
      wheel:x:10:root,web
      web:x:34:
      logs:x:35:web
      """;

  private static User resolve(String word) throws IOException {
    return User.resolve(word, PASSWD, GROUP);
  }

  @Test
  void withoutAWordItIsRootWithItsGroups() throws IOException {
    assertEquals(new User(0, 0, List.of(10), "/root"), resolve(""));
    assertEquals(resolve(""), resolve("root"));
    assertEquals(resolve(""), resolve("0"));
  }

  @Test
  void aUserHasTheGroupsThatNameIt() throws IOException {
    assertEquals(new User(33, 34, List.of(10, 35), "/srv/web"), resolve("web"));
    assertEquals(resolve("web"), resolve("33"));
  }

  @Test
  void aGroupThatIsNamedIsTheOnlyOne() throws IOException {
    assertEquals(new User(33, 35, List.of(), "/srv/web"), resolve("web:logs"));
    assertEquals(new User(33, 77, List.of(), "/srv/web"), resolve("web:77"));
    assertEquals(new User(0, 34, List.of(), "/root"), resolve(":web"));
  }

  @Test
  void anIdNeedNotBeInAFile() throws IOException {
    assertEquals(new User(1234, 0, List.of(), "/"), resolve("1234"));
    assertEquals(new User(7, 8, List.of(), "/"), User.resolve("7:8", "", ""));
    assertEquals(new User(40, 41, List.of(), "/"), resolve("homeless"));
    assertEquals(50, resolve("12").uid(), "a name that looks like a number is a name first");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nosuch       | unable to find user nosuch: no matching entries in passwd file",
        "bad          | unable to find user bad: no matching entries in passwd file",
        "root:nosuch  | unable to find group nosuch: no matching entries in group file",
        "-1           | unable to find user -1: no matching entries in passwd file",
        "2147483648   | uids and gids must be in range 0-2147483647",
        "0:99999999999999999999 | uids and gids must be in range 0-2147483647",
      })
  void whatIsNobodyIsRefused(String word, String message) {
    assertEquals(message, assertThrows(IOException.class, () -> resolve(word)).getMessage());
  }
}
