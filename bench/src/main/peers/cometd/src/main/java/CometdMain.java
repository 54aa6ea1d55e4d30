import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import org.cometd.bayeux.server.BayeuxServer;
import org.cometd.server.AbstractServerTransport;
import org.cometd.server.BayeuxServerImpl;
import org.cometd.server.JacksonJSONContextServer;
import org.cometd.server.http.JSONHttpTransport;
import org.cometd.server.http.jakarta.CometDServlet;
import org.cometd.server.websocket.common.AbstractWebSocketTransport;
import org.cometd.server.websocket.jetty.JettyWebSocketTransport;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** CometD's own server on its own Jetty: says "up" and its port, then answers a command a line. */
public final class CometdMain {
    private CometdMain() {}

    public static void main(String[] args) throws Exception {
        var server = new Server();
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(4096);
        server.addConnector(connector);

        var bayeux = new BayeuxServerImpl();
        var sockets = new JettyWebSocketTransport(bayeux);
        // its clients ask for it by default, ours does not: off, as in CometD's own benchmark
        sockets.setOption(AbstractWebSocketTransport.ENABLE_EXTENSION_PREFIX_OPTION + "permessage-deflate", false);
        bayeux.addTransport(sockets);
        bayeux.addTransport(new JSONHttpTransport(bayeux));
        // the faster of its two, says CometD's own benchmark
        bayeux.setOption(AbstractServerTransport.JSON_CONTEXT_OPTION, JacksonJSONContextServer.class.getName());
        bayeux.setOption(AbstractWebSocketTransport.COMETD_URL_MAPPING_OPTION, "/bayeux/*");
        bayeux.setOption(AbstractServerTransport.TIMEOUT_OPTION, "25000");
        // one burst stops the process for seconds: sessions have to live through it
        bayeux.setOption(AbstractServerTransport.MAX_INTERVAL_OPTION, "50000");

        var context = new ServletContextHandler("/");
        context.setAttribute(BayeuxServer.ATTRIBUTE, bayeux);
        bayeux.setOption(Context.class.getName(), context.getContext());
        var servlet = new ServletHolder(new CometDServlet());
        servlet.setInitOrder(1);
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/bayeux/*");
        var upgrade = WebSocketUpgradeHandler.from(server, context);
        context.insertHandler(upgrade);
        server.setHandler(context);
        context.addManaged(bayeux);
        server.start();
        System.out.println("> up " + connector.getLocalPort());
        serve();
        System.exit(0);
    }

    private static void serve() throws Exception {
        var commands = new BufferedReader(new InputStreamReader(System.in));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            System.out.println("> " + (line.equals("memory") ? memory() : "error " + line));
        }
    }

    private static String memory() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(150);
        }
        long direct = 0;
        for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            direct += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + " " + direct;
    }
}
