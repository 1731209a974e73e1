from flask import Flask
from redis import Redis

app = Flask(__name__)
redis = Redis("redis")


@app.route("/")
def visit():
    return f"visitor {redis.incr('visits')}\n"
