"""Runs moto's S3 and KMS with one user who may do everything; any other key is refused. Arguments: port, file for the
URL. Master keys have the names `alias/secretariat` and `alias/next`."""

import os
import sys
import threading
from urllib.parse import urlencode

port, place = int(sys.argv[1]), sys.argv[2]
# So many calls are free; from then on moto checks keys and signatures as AWS does.
os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "8"

import boto3  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402

ThreadedMotoServer(ip_address="127.0.0.1", port=port).start()
endpoint = f"http://127.0.0.1:{port}"
free = {"endpoint_url": endpoint, "region_name": "us-east-1", "aws_access_key_id": "a", "aws_secret_access_key": "b"}
everything = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
iam = boto3.client("iam", **free)
iam.create_user(UserName="tests")
iam.put_user_policy(UserName="tests", PolicyName="everything", PolicyDocument=everything)
key = iam.create_access_key(UserName="tests")["AccessKey"]
boto3.client("s3", **free).create_bucket(Bucket="secretariat")
kms = boto3.client("kms", **free)
for alias in ("alias/secretariat", "alias/next"):
    kms.create_alias(AliasName=alias, TargetKeyId=kms.create_key()["KeyMetadata"]["KeyId"])
query = {"endpoint": endpoint, "region": "us-east-1", "key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}
url = f"s3://secretariat?{urlencode(query)}"
with open(place + ".new", "w") as file:
    file.write(url)
os.rename(place + ".new", place)
threading.Event().wait()
