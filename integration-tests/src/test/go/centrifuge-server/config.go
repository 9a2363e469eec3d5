package main

import (
	"encoding/json"
	"os"
	"strings"
	"time"

	"github.com/centrifugal/centrifuge"
)

// config is the part of Centrifugo's configuration file that the tests use, under Centrifugo's names.
type config struct {
	HTTPServer struct {
		Address string `json:"address"`
		Port    int    `json:"port"`
	} `json:"http_server"`
	HTTPAPI struct {
		Key string `json:"key"`
	} `json:"http_api"`
	Client struct {
		Token struct {
			Secret string `json:"hmac_secret_key"`
		} `json:"token"`
		PingInterval      duration `json:"ping_interval"`
		PongTimeout       duration `json:"pong_timeout"`
		ExpiredCloseDelay duration `json:"expired_close_delay"`
	} `json:"client"`
	Channel struct {
		WithoutNamespace channelOptions `json:"without_namespace"`
		Namespaces       []struct {
			Name string `json:"name"`
			channelOptions
		} `json:"namespaces"`
	} `json:"channel"`
}

type channelOptions struct {
	HistorySize             int      `json:"history_size"`
	HistoryTTL              duration `json:"history_ttl"`
	ForceRecovery           bool     `json:"force_recovery"`
	ForcePositioning        bool     `json:"force_positioning"`
	AllowSubscribeForClient bool     `json:"allow_subscribe_for_client"`
}

type duration time.Duration

func (d *duration) UnmarshalJSON(text []byte) error {
	var s string
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	parsed, err := time.ParseDuration(s)
	*d = duration(parsed)
	return err
}

func readConfig(path string) (config, error) {
	var c config
	file, err := os.Open(path)
	if err != nil {
		return c, err
	}
	defer file.Close()
	decoder := json.NewDecoder(file)
	decoder.DisallowUnknownFields()
	return c, decoder.Decode(&c)
}

// channel answers how a channel is set up, and whether there is such a one.
func (c config) channel(name string) (channelOptions, bool) {
	namespace, _, named := strings.Cut(name, ":")
	if !named {
		return c.Channel.WithoutNamespace, true
	}
	for _, n := range c.Channel.Namespaces {
		if n.Name == namespace {
			return n.channelOptions, true
		}
	}
	return channelOptions{}, false
}

func (o channelOptions) subscription() centrifuge.SubscribeOptions {
	return centrifuge.SubscribeOptions{EnableRecovery: o.ForceRecovery, EnablePositioning: o.ForcePositioning}
}
