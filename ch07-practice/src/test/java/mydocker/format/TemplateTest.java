package mydocker.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users of docker write after --format, and what docker prints for it. */
class TemplateTest {
  private static final JsonElement DATA =
      JsonParser.parseString(
          """
          {
            "Id": "0123456789abcdef",
            "Name": "/box",
            "State": {"Status": "exited", "Running": false, "ExitCode": 3},
            "Args": ["-c", "a <b>"],
            "None": null,
            "Empty": [],
            "Mounts": [
              {"Source": "/a", "Destination": "/x", "RW": true},
              {"Source": "/b", "Destination": "/y", "RW": false}
            ],
            "Labels": {"b.c": "2", "a": "1"}
          }
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        // fields
        "plain # plain",
        "{{.Id}} is {{ .ID }} # 0123456789abcdef is 0123456789abcdef",
        "{{.State.Status}}/{{.State.ExitCode}} # exited/3",
        "{{.State.Running}} # false",
        "{{.None}} # <no value>",
        "{{.Args}} # [-c a <b>]",
        "{{.Labels}} # map[a:1 b.c:2]",
        "{{$.Name}} # /box",
        "{{(index .Mounts 0).Source}} # /a",
        // functions
        "{{json .Args}} # [\"-c\",\"a <b>\"]",
        "{{json .State}} # {\"Status\":\"exited\",\"Running\":false,\"ExitCode\":3}",
        "{{.Name | json | upper}} # \"/BOX\"",
        "{{index .Labels \"b.c\"}} # 2",
        "{{index .Labels \"z\"}} # <no value>",
        "{{len .Args}}{{len .Id}}{{len .Empty}} # 2160",
        "{{join .Args \",\"}} # -c,a <b>",
        "{{.Args | len | printf \"%03d\"}} # 002",
        "{{join (split .Name \"o\") \"-\"}} # /b-x",
        "{{title \"a man\"}}{{lower \"ABC\"}} # A Manabc",
        "{{truncate .Id 4}}{{pad .Name 1 2}}| # 0123 /box  |",
        "{{printf \"%-6s|%.4s|%q|%v%%\" .Name .Id .Name 5}} # /box  |0123|\"/box\"|5%",
        "{{print 1 2 \"a\" \"b\" 3}} # 1 2ab3",
        "{{println .Name}}| # ~/box\n|~",
        "{{`raw \"text\"`}} # raw \"text\"",
        "{{\"tab\\tquote\\\"\"}} # ~tab\tquote\"~",
        // comparing
        "{{eq .State.ExitCode 3}} {{eq .Name \"a\" \"/box\"}} {{ne 1 1}} # true true false",
        "{{lt 1 2}}{{ge 1.5 2}}{{gt \"b\" \"a\"}}{{le 2 2}} # truefalsetruetrue",
        "{{and 1 0 .Nosuch}}{{or \"\" 5 .Nosuch}}{{not true}} # 05false",
        // blocks
        "{{if .State.Running}}up{{else}}down{{end}} # down",
        "{{if .Empty}}a{{else if eq .Name \"/box\"}}b{{else}}c{{end}} # b",
        "{{if and .Args (gt (len .Args) 1)}}many{{end}} # many",
        "{{with .State}}{{.Status}} {{$.Name}}{{end}} # exited /box",
        "{{with .None}}a{{else}}b{{end}} # b",
        "{{range .Mounts}}{{.Source}}:{{.Destination}} {{end}}. # /a:/x /b:/y .",
        "{{range $i, $m := .Mounts}}{{$i}}={{$m.Source}}{{.RW}} {{end}}. # 0=/atrue 1=/bfalse .",
        "{{range $k, $v := .Labels}}{{$k}}={{$v}};{{end}} # a=1;b.c=2;",
        "{{range .Empty}}x{{else}}none{{end}} # none",
        "{{range .None}}x{{end}}. # .",
        "{{$n := .Name}}{{range .Args}}{{$n}}{{.}} {{end}}. # /box-c /boxa <b> .",
        // blanks and comments
        "a {{- .Name -}} b # a/boxb",
        "a {{- /* no */ -}} b{{/* no */}} # ab",
      })
  void says(String template, String expected) throws IOException {
    assertEquals(expected, Template.parse(template).of(DATA));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "{{.Id # template: :1: unclosed action",
        "{{}} # template: :1: missing value for command",
        "{{nosuch .Id}} # template: :1: function \"nosuch\" not defined",
        "{{.Id}}} {{} # template: :1: unexpected \"}\" in operand",
        "{{if .Id}} # template: :1: unexpected EOF",
        "{{end}} # template: :1: unexpected {{end}}",
        "{{.Id .Name}} # template: :1: can't give argument to non-function .Id",
        "{{.Id | .Name}} # template: :1: can't give argument to non-function .Name",
        "{{$x}} # template: :1: undefined variable \"$x\"",
        "{{if 1}}{{$x := 1}}{{end}}{{$x}} # template: :1: undefined variable \"$x\"",
        "{{(len .Id}} # template: :1: unclosed left paren",
        "{{\"a}} # template: :1: unterminated quoted string",
        "{{/* a # template: :1: unclosed comment",
        "{{.Nosuch}} # template: :1:2: executing \"\" at <.Nosuch>: map has no entry for key"
            + " \"Nosuch\"",
        "{{.State.Nosuch}} # template: :1:8: executing \"\" at <.State.Nosuch>: map has no entry"
            + " for key \"Nosuch\"",
        "{{.None.A}} # template: :1:7: executing \"\" at <.None.A>: nil pointer evaluating"
            + " interface {}.A",
        "{{index .Args 5}} # template: :1:2: executing \"\" at <index .Args 5>: error calling"
            + " index: index out of range: 5",
        "{{json}} # template: :1:2: executing \"\" at <json>: error calling json: wrong number of"
            + " args: want 1 got 0",
        "{{eq .Name 3}} # template: :1:2: executing \"\" at <eq .Name 3>: error calling eq:"
            + " incompatible types for comparison",
        "{{range .Name}}{{end}} # template: :1:8: executing \"\" at <.Name>: range can't iterate"
            + " over /box",
      })
  void isRefused(String template, String message) {
    IOException e = assertThrows(IOException.class, () -> Template.parse(template).of(DATA));
    assertEquals("template parsing error: " + message, e.getMessage());
  }

  @Test
  void errorsNameTheLine() {
    IOException e =
        assertThrows(IOException.class, () -> Template.parse("a\nb {{.No}}\n").of(DATA));
    assertEquals(
        "template parsing error: template: :2:4: executing \"\" at <.No>: map has no entry for key"
            + " \"No\"",
        e.getMessage());
  }
}
