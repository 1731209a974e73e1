package mydocker.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.data.category.DefaultCategoryDataset;

/** Draws what {@link AddressBenchmark} has measured: a chart for each size of a subnet. */
final class AddressPlot {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 400;
  private static final double LEAST = 1;
  private static final double MOST = 1e8;
  private static final double GOAL = 30;
  private static final String GOAL_NAME = "goal: 30 ns";
  private static final double ALL_BUT_ONE = 100;
  private static final double DOT = 5;
  private static final float[] DASHES = {4, 4};

  /**
   * Who is drawn.
   *
   * @param who the name of the benchmark
   */
  record Line(String who, String name, Color color) {}

  /** All of them. */
  static final List<Line> LINES =
      List.of(
          new Line("tree", "our tree", new Color(0x1b6ec2)),
          new Line("pool", "our tree in its file", new Color(0x7fb2e5)),
          new Line("bitSet", "java.util.BitSet", new Color(0x2e8b57)),
          new Line("roaring", "RoaringBitmap", new Color(0xd9822b)),
          new Line("text", "a string", new Color(0xb03a48)));

  private AddressPlot() {}

  /** Writes the SVG file. */
  static void draw(JsonArray results, Path file) throws IOException {
    List<Integer> prefixes =
        results.asList().stream()
            .map(result -> result.getAsJsonObject().get("prefix").getAsInt())
            .distinct()
            .sorted(Comparator.reverseOrder())
            .toList();
    VectorGraphics2D graphics = new VectorGraphics2D();
    int x = 0;
    for (int prefix : prefixes) {
      chart(results, prefix).draw(graphics, new Rectangle2D.Double(x, 0, WIDTH, HEIGHT));
      x += WIDTH;
    }
    PageSize page = new PageSize(0, 0, x, HEIGHT);
    ByteArrayOutputStream svg = new ByteArrayOutputStream();
    new SVGProcessor().getDocument(graphics.getCommands(), page).writeTo(svg);
    // A hundredth of a pixel is fine enough.
    Files.writeString(file, svg.toString(UTF_8).replaceAll("(\\.\\d\\d)\\d+", "$1"));
  }

  private static JFreeChart chart(JsonArray results, int prefix) {
    JFreeChart chart =
        ChartFactory.createLineChart("/" + prefix + ": ns", "taken", null, data(results, prefix));
    CategoryPlot plot = chart.getCategoryPlot();
    LogarithmicAxis axis = new LogarithmicAxis(null);
    axis.setLog10TickLabelsFlag(true);
    axis.setRange(LEAST, MOST);
    plot.setRangeAxis(axis);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    plot.setRenderer(renderer());
    return chart;
  }

  private static LineAndShapeRenderer renderer() {
    LineAndShapeRenderer renderer = new LineAndShapeRenderer();
    for (int i = 0; i < LINES.size(); i++) {
      renderer.setSeriesPaint(i, LINES.get(i).color());
      renderer.setSeriesShape(i, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
    }
    int goal = LINES.size();
    renderer.setSeriesPaint(goal, Color.GRAY);
    renderer.setSeriesShapesVisible(goal, false);
    renderer.setSeriesStroke(
        goal, new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, DASHES, 0));
    return renderer;
  }

  private static DefaultCategoryDataset data(JsonArray results, int prefix) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (Line line : LINES) {
      for (JsonElement element : results) {
        JsonObject result = element.getAsJsonObject();
        if (result.get("prefix").getAsInt() == prefix
            && result.get("who").getAsString().equals(line.who())) {
          String fill = label(result.get("percent").getAsDouble());
          data.addValue(result.get("ns").getAsDouble(), line.name(), fill);
        }
      }
    }
    data.getColumnKeys().forEach(fill -> data.addValue(GOAL, GOAL_NAME, (String) fill));
    return data;
  }

  private static String label(double percent) {
    return percent == ALL_BUT_ONE ? "all but 1" : new DecimalFormat("0.## %").format(percent / 100);
  }
}
