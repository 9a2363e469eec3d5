// A server for tests: the engine that Centrifugo is made of, with as much of Centrifugo's configuration, tokens and HTTP
// API around it as the tests need. What it shows of the protocol is the engine's own; what it shows of tokens is ours.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/centrifugal/centrifuge"
)

func main() {
	path := flag.String("config", "", "a configuration file as Centrifugo's")
	flag.Parse()
	if err := serve(*path); err != nil {
		log.Fatal(err)
	}
}

func serve(path string) error {
	c, err := readConfig(path)
	if err != nil {
		return err
	}
	node, err := started(c)
	if err != nil {
		return err
	}
	mux := api{node, c}.routes()
	mux.Handle("/connection/websocket", centrifuge.NewWebsocketHandler(node, centrifuge.WebsocketConfig{
		PingPongConfig: centrifuge.PingPongConfig{
			PingInterval: time.Duration(c.Client.PingInterval),
			PongTimeout:  time.Duration(c.Client.PongTimeout),
		},
	}))
	listener, err := net.Listen("tcp", net.JoinHostPort(c.HTTPServer.Address, fmt.Sprint(c.HTTPServer.Port)))
	if err != nil {
		return err
	}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM, os.Interrupt)
	go func() {
		<-ended
		within, done := context.WithTimeout(context.Background(), 5*time.Second)
		defer done()
		node.Shutdown(within)
		listener.Close()
	}()
	if err := http.Serve(listener, mux); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

func started(c config) (*centrifuge.Node, error) {
	node, err := centrifuge.New(centrifuge.Config{ClientExpiredCloseDelay: time.Duration(c.Client.ExpiredCloseDelay)})
	if err != nil {
		return nil, err
	}
	node.OnConnecting(func(_ context.Context, asked centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
		return connect(c, asked.Token)
	})
	node.OnConnect(func(client *centrifuge.Client) {
		client.OnRefresh(func(asked centrifuge.RefreshEvent, answer centrifuge.RefreshCallback) {
			answer(refresh(c, asked.Token))
		})
		client.OnSubscribe(func(asked centrifuge.SubscribeEvent, answer centrifuge.SubscribeCallback) {
			answer(subscribe(c, asked.Channel))
		})
	})
	return node, node.Run()
}

func connect(c config, token string) (centrifuge.ConnectReply, error) {
	said, err := check(token, c.Client.Token.Secret)
	if err != nil {
		return centrifuge.ConnectReply{}, err
	}
	channels := map[string]centrifuge.SubscribeOptions{}
	for _, name := range said.Channels {
		options, known := c.channel(name)
		if !known {
			return centrifuge.ConnectReply{}, centrifuge.ErrorUnknownChannel
		}
		channels[name] = options.subscription()
	}
	return centrifuge.ConnectReply{
		Credentials:       &centrifuge.Credentials{UserID: said.Subject, ExpireAt: said.Expires},
		Subscriptions:     channels,
		ClientSideRefresh: true,
	}, nil
}

func refresh(c config, token string) (centrifuge.RefreshReply, error) {
	said, err := check(token, c.Client.Token.Secret)
	if errors.Is(err, centrifuge.ErrorTokenExpired) {
		return centrifuge.RefreshReply{Expired: true}, nil
	}
	return centrifuge.RefreshReply{ExpireAt: said.Expires}, err
}

func subscribe(c config, channel string) (centrifuge.SubscribeReply, error) {
	options, known := c.channel(channel)
	switch {
	case !known:
		return centrifuge.SubscribeReply{}, centrifuge.ErrorUnknownChannel
	case !options.AllowSubscribeForClient:
		return centrifuge.SubscribeReply{}, centrifuge.ErrorPermissionDenied
	default:
		return centrifuge.SubscribeReply{Options: options.subscription()}, nil
	}
}
